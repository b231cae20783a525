package dev.slipway.lambdas.provision;

import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The parameter store: passwords encrypted, and beside each the number of the rotation that made it. */
final class Parameters {
    private final SsmClient ssm;
    private final Optional<String> key;
    private final Redaction redaction;

    Parameters(SsmClient ssm, Optional<String> key, Redaction redaction) {
        this.ssm = ssm;
        this.key = key;
        this.redaction = redaction;
    }

    /** @throws IllegalStateException where somebody has put the password there for everybody to read */
    Optional<String> password(String name) {
        Optional<Parameter> found = find(name);
        found.map(Parameter::value).ifPresent(redaction::hide);
        if (found.isPresent() && found.get().type() != ParameterType.SECURE_STRING) {
            throw new IllegalStateException("the parameter " + name + ": expected a SecureString, got a "
                    + found.get().typeAsString() + "; delete it, and a new password is made");
        }
        return found.map(Parameter::value);
    }

    Optional<String> text(String name) {
        return find(name).map(Parameter::value);
    }

    void writePassword(String name, String password) {
        redaction.hide(password);
        ssm.putParameter(put -> put.name(name)
                .value(password)
                .type(ParameterType.SECURE_STRING)
                .keyId(key.orElse(null))
                .overwrite(true));
    }

    void writeText(String name, String text) {
        ssm.putParameter(
                put -> put.name(name).value(text).type(ParameterType.STRING).overwrite(true));
    }

    private Optional<Parameter> find(String name) {
        try {
            return Optional.of(
                    ssm.getParameter(get -> get.name(name).withDecryption(true)).parameter());
        } catch (ParameterNotFoundException none) {
            return Optional.empty();
        }
    }
}
