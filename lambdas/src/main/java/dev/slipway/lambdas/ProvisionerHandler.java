package dev.slipway.lambdas;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Migrates the databases, makes their roles and writes the roles' passwords to the parameter store. */
public final class ProvisionerHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        throw new UnsupportedOperationException("the provisioner is not built yet");
    }
}
