package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.Proxy;

/** What tests hand to the ETL handler. */
final class EtlCalls {
    private EtlCalls() {}

    /** A copy of the fields id and value into a table of the model's name. */
    static String copy(String model, String mode) {
        return "{\"model\":\"" + model + "\",\"major\":1,\"table\":\"" + model + "\",\"mode\":\"" + mode
                + "\",\"fields\":[\"id\",\"value\"]}";
    }

    /** A context of which the handler asks the remaining time, and nothing else. */
    static Context context(int remainingMillis) {
        return (Context) Proxy.newProxyInstance(
                EtlCalls.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getRemainingTimeInMillis");
                    return remainingMillis;
                });
    }
}
