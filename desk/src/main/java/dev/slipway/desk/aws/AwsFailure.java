package dev.slipway.desk.aws;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** A failure of the SDK in a sentence: what the service answered, and what to do about it. */
final class AwsFailure {
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
    private static final Set<String> UNKNOWN = Set.of(
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "InvalidAccessKeyId",
            "IncompleteSignature",
            "MissingAuthenticationToken");
    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation");

    private AwsFailure() {}

    /**
     * 75 for what may pass by itself, else 78.
     *
     * @param asked the sentence's beginning: {@code CodeBuild (eu-central-1), asked to …,}
     */
    static InferenceException of(String asked, SdkException failed) {
        return failed instanceof AwsServiceException answered
                ? answered(asked, answered)
                : notAnswered(asked, failed, words(failed));
    }

    private static InferenceException answered(String asked, AwsServiceException failed) {
        String code = code(failed);
        String answer = asked + " answers " + code + ": " + message(failed);
        if (EXPIRED.contains(code)) {
            return wrong(answer + "; the credentials have expired, " + login() + " gets new ones", failed);
        }
        if (UNKNOWN.contains(code)) {
            return wrong(answer + "; it does not know these credentials, " + caller(), failed);
        }
        if (DENIED.contains(code) || failed.statusCode() == 403) {
            return wrong(answer + "; these credentials may not do that, " + caller(), failed);
        }
        if (failed.isThrottlingException()) {
            return later(answer + "; too many ask at once, try again in a minute", failed);
        }
        if (failed.statusCode() >= 500) {
            return later(answer + "; it has trouble of its own, try again in a minute", failed);
        }
        return wrong(answer, failed);
    }

    private static InferenceException notAnswered(String asked, SdkException failed, String words) {
        if (words.contains("SSO") || words.contains("Token is expired") || words.contains("sso login")) {
            return wrong(asked + " was not reached, for the session has expired; " + login() + " renews it", failed);
        }
        if (words.contains("Unable to load credentials") || words.contains("Profile file contained no credentials")) {
            return wrong(
                    asked + " was not reached, for there are no AWS credentials, neither in the environment nor in a"
                            + " profile; set AWS_PROFILE, or let 'aws configure sso' and " + login() + " make some",
                    failed);
        }
        return later(
                asked + " does not answer: " + words + "; try again, or look at the network and AWS_ENDPOINT_URL",
                failed);
    }

    /** Services of newer protocols send a code of their own beside the one of the model. */
    private static String code(AwsServiceException failed) {
        String code = failed.awsErrorDetails() == null
                ? null
                : failed.awsErrorDetails().errorCode();
        return code == null || code.isBlank() ? Integer.toString(failed.statusCode()) : code;
    }

    private static String message(AwsServiceException failed) {
        String message = failed.awsErrorDetails() == null
                ? failed.getMessage()
                : failed.awsErrorDetails().errorMessage();
        return oneLine(message == null ? "no reason" : message).replaceFirst("\\.$", "");
    }

    /** The innermost cause says most: the chain around it only repeats that something failed. */
    private static String words(Throwable failed) {
        StringBuilder all = new StringBuilder();
        Throwable cause = failed;
        while (cause.getCause() != null && cause.getCause() != cause) {
            all.append(cause.getMessage()).append(' ');
            cause = cause.getCause();
        }
        if (cause.getClass().getSimpleName().contains("EOF")) {
            return "the connection broke off in its answer";
        }
        if (cause instanceof UnknownHostException) {
            return "there is no host " + cause.getMessage();
        }
        String last = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        boolean known = (all + last).matches("(?s).*(SSO|Token is expired|Unable to load credentials).*");
        return oneLine(known ? all + last : last).replaceFirst("\\.$", "");
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String login() {
        String profile = System.getenv("AWS_PROFILE");
        return "'aws sso login" + (profile == null ? "" : " --profile " + profile) + "'";
    }

    private static String caller() {
        return "'aws sts get-caller-identity' tells whose they are";
    }

    private static InferenceException wrong(String message, Exception cause) {
        return new InferenceException(ExitCode.BAD_CONFIGURATION, message, cause);
    }

    private static InferenceException later(String message, Exception cause) {
        return new InferenceException(ExitCode.TRY_AGAIN, message, cause);
    }
}
