package dev.slipway.lambdas.provision;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** Breaks the writing of one parameter, before the service has it or after. */
final class Trouble implements ExecutionInterceptor {
    private final String name;
    private final boolean before;

    private Trouble(String name, boolean before) {
        this.name = name;
        this.before = before;
    }

    static Trouble before(String name) {
        return new Trouble(name, true);
    }

    static Trouble after(String name) {
        return new Trouble(name, false);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (before
                && context.request() instanceof PutParameterRequest put
                && put.name().endsWith(name)) {
            // As unfortunate as a service's message can be.
            throw SdkClientException.create("the parameter store is away; it got " + put.value());
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (!before
                && context.request() instanceof PutParameterRequest put
                && put.name().endsWith(name)) {
            throw SdkClientException.create("the answer was lost; it was for " + put.value());
        }
    }
}
