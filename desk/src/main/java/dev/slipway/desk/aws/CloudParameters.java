package dev.slipway.desk.aws;

import dev.slipway.desk.Parameters;
import dev.slipway.releases.Names;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** SSM's parameter store. Its descriptions have no values, so none ever comes here. */
record CloudParameters(SsmClient ssm, Service service, Names names) implements Parameters {
    @Override
    public List<Secret> list() {
        ParameterStringFilter below = ParameterStringFilter.builder()
                .key("Path")
                .option("Recursive")
                .values(names.path())
                .build();
        return service.ask(
                "for the names below " + names.path(),
                () -> ssm.describeParametersPaginator(describe -> describe.parameterFilters(below)).stream()
                        .flatMap(page -> page.parameters().stream())
                        .filter(parameter -> parameter.type() == ParameterType.SECURE_STRING)
                        .map(parameter ->
                                new Secret(parameter.name(), parameter.version(), parameter.lastModifiedDate()))
                        .sorted(Comparator.comparing(Secret::name))
                        .toList());
    }

    @Override
    public void put(String name, String value) {
        service.ask(
                "to write " + name,
                () -> ssm.putParameter(put -> put.name(name)
                        .value(value)
                        .type(ParameterType.SECURE_STRING)
                        .overwrite(true)));
    }
}
