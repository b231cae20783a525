package dev.slipway.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.images.ImageTar;
import dev.slipway.images.LocalRegistry;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that asks for a password, and one that asks for a token that is got with it. */
class LoginIT {
    private static final Patience ONCE = new Patience(1, Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(10));
    private static final Login RIGHT = new Login(LocalRegistry.USER, LocalRegistry.PASSWORD, "this test");

    @TempDir
    static Path folder;

    private static Path tar;

    @BeforeAll
    static void makeImage() {
        tar = Versions.of("1.0.0", "a").tar("tiny-model:1.0.0", folder.resolve("image.tar"));
    }

    @Test
    void shouldPushWithThePassword() {
        try (LocalRegistry registry = LocalRegistry.withPassword()) {
            RegistryAddress address = RegistryAddress.parse(registry.host());
            assertThat(push(address, Optional.of(RIGHT)).already()).isFalse();
            assertThat(push(address, Optional.of(RIGHT)).already()).isTrue();
        }
    }

    @Test
    void shouldTellThatThePasswordIsWrong() {
        try (LocalRegistry registry = LocalRegistry.withPassword()) {
            assertThatThrownBy(() -> push(
                            RegistryAddress.parse(registry.host()),
                            Optional.of(new Login(LocalRegistry.USER, "wrong", "this test"))))
                    .isInstanceOfSatisfying(
                            PushException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION))
                    .hasMessageContaining(registry.host() + " refuses user slipway of this test: 401 UNAUTHORIZED")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void shouldTellThatALoginIsMissingAndWhatWasTried() {
        try (LocalRegistry registry = LocalRegistry.withPassword()) {
            assertThatThrownBy(() -> push(RegistryAddress.parse(registry.host()), Optional.empty()))
                    .isInstanceOfSatisfying(
                            PushException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION))
                    .hasMessage(
                            registry.host() + " asks for a login and there is none; tried some files; 'docker login "
                                    + registry.host() + "' makes one");
        }
    }

    @Test
    void shouldGetATokenAndGetItAnewWhenItExpires() {
        try (FaultyRegistry registry = new FaultyRegistry()) {
            Tokens tokens = new Tokens(registry, 5);
            registry.fault(tokens::strikes);
            Pushed pushed = push(registry.address(), Optional.of(RIGHT));
            assertThat(push(registry.behind(), Optional.empty()).digest()).isEqualTo(pushed.digest());
            assertThat(tokens.issued.get()).isGreaterThan(1);
            assertThat(tokens.asked)
                    .allMatch(query -> query.equals("service=the registry&scope=repository:tiny-model:pull,push"));
        }
    }

    @Test
    void shouldExchangeARefreshToken() {
        try (FaultyRegistry registry = new FaultyRegistry()) {
            Tokens tokens = new Tokens(registry, 100);
            registry.fault(tokens::strikes);
            push(registry.address(), Optional.of(new Login("<token>", "a+b", "this test")));
            assertThat(tokens.asked)
                    .containsExactly("grant_type=refresh_token&client_id=slipway&service=the+registry"
                            + "&scope=repository%3Atiny-model%3Apull%2Cpush&refresh_token=a%2Bb");
        }
    }

    @Test
    void shouldTellThatTheTokenIsRefused() {
        try (FaultyRegistry registry = new FaultyRegistry()) {
            registry.fault(new Tokens(registry, 0)::strikes);
            Login other = new Login("other", "password", "this test");
            assertThatThrownBy(() -> push(registry.address(), Optional.of(other)))
                    .hasMessageContaining("refuses user other of this test: 401: who are you?");
        }
    }

    @Test
    void shouldNotSendAPasswordWhereItCouldBeRead() {
        try (FaultyRegistry registry = new FaultyRegistry()) {
            registry.fault(exchange -> FaultyRegistry.answer(
                    exchange, 401, "", "WWW-Authenticate", "Bearer realm=\"ftp://example.com/token\""));
            assertThatThrownBy(() -> push(registry.address(), Optional.of(RIGHT)))
                    .hasMessageContaining(
                            "sends for a token to \"ftp://example.com/token\", expected an address with https");
        }
    }

    /** Asks for a bearer token, and issues it on the same port. Each is good for some requests. */
    private static final class Tokens {
        private final FaultyRegistry registry;
        private final int uses;
        private final AtomicInteger issued = new AtomicInteger();
        private final AtomicInteger left = new AtomicInteger();
        private final List<String> asked = new ArrayList<>();

        Tokens(FaultyRegistry registry, int uses) {
            this.registry = registry;
            this.uses = uses;
        }

        boolean strikes(HttpExchange exchange) throws IOException {
            String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (exchange.getRequestURI().getPath().equals("/token")) {
                return issue(exchange, given);
            }
            if (given.equals("Bearer " + issued.get()) && left.getAndDecrement() > 0) {
                return false;
            }
            return FaultyRegistry.answer(
                    exchange,
                    401,
                    "",
                    "WWW-Authenticate",
                    "Bearer realm=\"http://" + registry.address() + "/token\",service=\"the registry\"");
        }

        private boolean issue(HttpExchange exchange, String given) throws IOException {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (form.isEmpty() && !given.equals(RIGHT.basic())) {
                return FaultyRegistry.answer(exchange, 401, "who are you?");
            }
            asked.add(form.isEmpty() ? exchange.getRequestURI().getQuery().replace('+', ' ') : form);
            left.set(uses);
            return FaultyRegistry.answer(exchange, 200, "{\"access_token\":\"" + issued.incrementAndGet() + "\"}");
        }
    }

    private static Pushed push(RegistryAddress address, Optional<Login> login) {
        try (ImageTar image = ImageTar.open(tar)) {
            return new Push(address, login, "some files", ONCE, PushProgress.NONE).push(image);
        }
    }
}
