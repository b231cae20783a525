package dev.slipway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What templates say beside what services have, and which properties nobody could look at. */
final class Comparison {
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Set<String>> compared = new TreeMap<>();
    private final Map<String, Set<String>> notCompared = new TreeMap<>();
    private final Map<String, Integer> resources = new TreeMap<>();

    /** @param found a service's properties of the resource; only those that the template has, too, are compared */
    void of(String type, String id, Map<String, Object> wanted, Map<String, Object> found) {
        resources.merge(type, 1, Integer::sum);
        wanted.forEach((name, value) -> {
            boolean there = found.containsKey(name);
            (there ? compared : notCompared)
                    .computeIfAbsent(type, none -> new TreeSet<>())
                    .add(name);
            if (there && !text(value).equals(text(found.get(name)))) {
                differences.add(id + " (" + type + ") " + name + ": template " + text(value) + ", service "
                        + text(found.get(name)));
            }
        });
    }

    void failed(String type, String id, Throwable failure) {
        resources.merge(type, 1, Integer::sum);
        differences.add(id + " (" + type + "): " + failure);
    }

    List<String> differences() {
        return differences;
    }

    /** Types of which no resource has a property that was compared. */
    Set<String> withoutAny() {
        Set<String> without = new TreeSet<>(resources.keySet());
        without.removeAll(compared.keySet());
        return without;
    }

    /** A line for each type: how many, what was compared, what was not. */
    List<String> lines() {
        return resources.entrySet().stream()
                .map(type -> type.getKey() + " x " + type.getValue() + ": compared "
                        + compared.getOrDefault(type.getKey(), Set.of()) + ", not compared " + rest(type.getKey()))
                .toList();
    }

    /** What was compared of one resource and not of another counts as compared. */
    private Set<String> rest(String type) {
        Set<String> rest = new TreeSet<>(notCompared.getOrDefault(type, Set.of()));
        rest.removeAll(compared.getOrDefault(type, Set.of()));
        return rest;
    }

    /** Maps in the order of their names; {@code "443"} and 443 are the same. */
    static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(String.valueOf(key), text(each)));
            return sorted.toString();
        }
        return value instanceof List<?> list
                ? list.stream().map(Comparison::text).toList().toString()
                : String.valueOf(value);
    }
}
