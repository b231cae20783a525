package dev.slipway.images.registry;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Requests to one repository with whatever the registry asks for: nothing, a password, or a token that is got with it
 * and got anew when it expires in mid-push.
 */
final class Access {
    private final RegistryAddress address;
    private final String repository;
    private final Optional<Login> login;
    private final String tried;
    private final Wire wire;
    private final String right;
    private final String scope;
    private Challenge challenge;
    private String authorization;

    /** @param tried where a login was looked for, for the message that there is none */
    Access(RegistryAddress address, String repository, Optional<Login> login, String tried, Wire wire) {
        this(address, repository, login, tried, wire, "push to", "pull,push");
    }

    /** The same for one who only reads, and asks for no more. */
    static Access toRead(RegistryAddress address, String repository, Optional<Login> login, String tried, Wire wire) {
        return new Access(address, repository, login, tried, wire, "pull from", "pull");
    }

    private Access(
            RegistryAddress address,
            String repository,
            Optional<Login> login,
            String tried,
            Wire wire,
            String right,
            String scope) {
        this.address = address;
        this.repository = repository;
        this.login = login;
        this.tried = tried;
        this.wire = wire;
        this.right = right;
        this.scope = scope;
    }

    /** Finds out what the registry asks for. Every other request comes after it. */
    void open() throws IOException, InterruptedException {
        Answer answer = wire.send(
                HttpRequest.newBuilder(URI.create(address.url() + "/v2/")).build());
        if (answer.isPassing()) {
            throw new IOException("the registry answers " + answer.words());
        }
        if (answer.status() == 401) {
            challenge = Challenge.of(answer)
                    .orElseThrow(() -> new PushException(
                            ExitCode.BAD_CONFIGURATION,
                            address.host() + " asks for a login of a kind that is not known here: "
                                    + answer.header("WWW-Authenticate").orElse("it does not say which")));
            authorize();
        } else if (answer.status() == 403) {
            throw new PushException(
                    ExitCode.BAD_CONFIGURATION,
                    address.host() + " refuses us: " + address.url() + "/v2/ answers " + answer.words());
        } else if (answer.status() >= 300) {
            throw new PushException(
                    ExitCode.BAD_CONFIGURATION,
                    address.host() + " is no container registry: " + address.url() + "/v2/ answers " + answer.words());
        }
    }

    /**
     * Sends a request; every answer but a refusal is the caller's to judge.
     *
     * @throws IOException for what may pass: a broken connection, an overloaded registry
     * @throws PushException where the registry refuses
     */
    Answer send(HttpRequest.Builder request, LongSupplier sent) throws IOException, InterruptedException {
        Answer answer = wire.send(authorized(request), sent);
        if (answer.status() == 401 && challenge != null && challenge.isBearer()) {
            authorize();
            answer = wire.send(authorized(request), sent);
        }
        if (answer.isPassing()) {
            throw new IOException("the registry answers " + answer.words());
        }
        if (answer.status() == 401 || answer.status() == 403) {
            throw refused(answer);
        }
        return answer;
    }

    private HttpRequest authorized(HttpRequest.Builder request) {
        boolean ours = request.build()
                .uri()
                .getRawAuthority()
                .equals(URI.create(address.url()).getRawAuthority());
        return authorization == null || !ours
                ? request.build()
                : request.setHeader("Authorization", authorization).build();
    }

    private void authorize() throws IOException, InterruptedException {
        if (challenge.isBearer()) {
            authorization = "Bearer " + token();
        } else {
            authorization = login.orElseThrow(this::noLogin).basic();
        }
    }

    private String token() throws IOException, InterruptedException {
        String realm = challenge.parameters().getOrDefault("realm", "");
        if (!realm.startsWith("https://") && !(address.isLoopback() && realm.startsWith("http://"))) {
            throw new PushException(
                    ExitCode.BAD_CONFIGURATION,
                    address.host() + " sends for a token to \"" + realm + "\", expected an address with https");
        }
        String query = "service=" + encoded(challenge.parameters().getOrDefault("service", "")) + "&scope="
                + encoded("repository:" + repository + ":" + scope);
        Answer answer = wire.send(
                login.isPresent() && login.get().isRefreshToken()
                        ? exchange(realm, query, login.get())
                        : plain(realm, query));
        if (answer.isPassing()) {
            throw new IOException(realm + " answers " + answer.words());
        }
        if (answer.status() != 200) {
            throw refused(answer);
        }
        Map<String, Object> json = JSON.std.mapFrom(answer.body());
        return String.valueOf(json.getOrDefault("token", json.get("access_token")));
    }

    private HttpRequest plain(String realm, String query) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(realm + (realm.contains("?") ? "&" : "?") + query));
        login.ifPresent(who -> request.header("Authorization", who.basic()));
        return request.build();
    }

    private static HttpRequest exchange(String realm, String query, Login login) {
        String form =
                "grant_type=refresh_token&client_id=slipway&" + query + "&refresh_token=" + encoded(login.password());
        return HttpRequest.newBuilder(URI.create(realm))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    private PushException refused(Answer answer) {
        return login.isEmpty() && answer.status() == 401
                ? noLogin()
                : new PushException(
                        ExitCode.BAD_CONFIGURATION,
                        address.host() + " refuses "
                                + login.map(Login::toString).orElse("whoever has no login") + ": " + answer.words()
                                + "; expected the right to " + right + " " + repository);
    }

    private PushException noLogin() {
        return new PushException(
                ExitCode.BAD_CONFIGURATION,
                address.host() + " asks for a login and there is none; tried " + tried + "; 'docker login "
                        + address.host() + "' makes one");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
