package dev.slipway.desk.secrets;

import dev.slipway.desk.Parameters;
import dev.slipway.desk.Parameters.Secret;
import dev.slipway.releases.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which secrets there are, and which are missing for what the current files deploy. */
public record SecretCheck(Names names, List<Secret> there) {
    /** What runs read, and what people connect with. */
    private static final Map<String, List<String>> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("analytics", List.of("job", "migrator", "reader"));
        ROLES.put("application", List.of("app", "migrator"));
    }

    /** One name: whether it is there, and whether anything of ours needs it. */
    public record Line(String name, Optional<Secret> secret, boolean needed) {
        public boolean missing() {
            return needed && secret.isEmpty();
        }
    }

    public static SecretCheck of(Names names, Parameters parameters) {
        return new SecretCheck(names, parameters.list());
    }

    /** The names that are needed, in order, and then those that are there besides. */
    public List<Line> lines() {
        Map<String, Secret> byName = there.stream().collect(Collectors.toMap(Secret::name, Function.identity()));
        List<Line> lines = new ArrayList<>();
        ROLES.forEach((database, roles) -> roles.forEach(role -> {
            String name = names.password(database, role);
            lines.add(new Line(name, Optional.ofNullable(byName.remove(name)), true));
        }));
        there.stream()
                .filter(secret -> byName.containsKey(secret.name()))
                .forEach(secret -> lines.add(new Line(secret.name(), Optional.of(secret), false)));
        return lines;
    }

    public List<String> missing() {
        return lines().stream().filter(Line::missing).map(Line::name).toList();
    }
}
