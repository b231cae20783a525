package dev.slipway.desk.aws;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.desk.FunctionCalls;
import dev.slipway.desk.JsonFile;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.releases.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Functions of Lambda, by their live version. */
record Functions(LambdaClient lambda, Service service, Names names) implements FunctionCalls {
    private static final String UNKNOWN = "whether it is done nobody knows here, 'slipway status' tells";

    @Override
    public JsonFile call(String function, String what, Map<String, Object> request) {
        String name = names.function(function);
        String payload = text(request);
        InvokeResponse response = invoke(name, what, payload);
        JsonFile answer = answer(name, what, response.payload().asUtf8String());
        refuse(name, response, answer);
        return answer;
    }

    private InvokeResponse invoke(String name, String what, String payload) {
        try {
            return service.ask(
                    what,
                    () -> lambda.invoke(invoke ->
                            invoke.functionName(name).qualifier(Names.LIVE).payload(SdkBytes.fromUtf8String(payload))));
        } catch (InferenceException failed) {
            if (failed.getCause() instanceof ResourceNotFoundException) {
                throw new InferenceException(
                        failed.exitCode(),
                        failed.getMessage() + "; 'cdk deploy' of the stage " + names.environment() + " makes it",
                        failed);
            }
            if (failed.getCause() instanceof SdkClientException && failed.exitCode() == ExitCode.TRY_AGAIN) {
                throw new InferenceException(failed.exitCode(), failed.getMessage() + "; " + UNKNOWN, failed);
            }
            throw failed;
        }
    }

    /** The SDK does not notice that an answer has broken off. */
    private JsonFile answer(String name, String what, String text) {
        try {
            return JsonFile.read(name, text);
        } catch (InferenceException cut) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN,
                    service + ", asked " + what + ", does not answer: the connection broke off in its answer; "
                            + UNKNOWN,
                    cut);
        }
    }

    private void refuse(String name, InvokeResponse response, JsonFile answer) {
        if (response.functionError() != null) {
            Object message = answer.members().getOrDefault("errorMessage", answer.members());
            throw new InferenceException(
                    ExitCode.DEFECT,
                    name + " failed: " + message + "; its log is " + names.functionLog(name.replaceFirst(".*-", "")));
        }
        answer.refuseError();
    }

    private static String text(Map<String, Object> request) {
        try {
            return JSON.std.asString(request);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
