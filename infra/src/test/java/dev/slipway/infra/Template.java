package dev.slipway.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A stack's template, and the ways that tests go into it. */
record Template(Map<String, Object> content, String text) {
    Map<String, Object> resources() {
        return mapping(content.getOrDefault("Resources", Map.of()));
    }

    /** Resources of a type such as {@code AWS::S3::Bucket}, by logical id. */
    Map<String, Map<String, Object>> all(String type) {
        Map<String, Map<String, Object>> found = new TreeMap<>();
        resources().forEach((id, resource) -> {
            if (type.equals(mapping(resource).get("Type"))) {
                found.put(id, mapping(resource));
            }
        });
        return found;
    }

    /** The one resource of a type. */
    Map<String, Object> only(String type) {
        Map<String, Map<String, Object>> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + type + ", got " + found.keySet());
        }
        return found.values().iterator().next();
    }

    /** Properties of the resource with this logical id. */
    Map<String, Object> properties(String logicalId) {
        return properties(resource(logicalId));
    }

    Map<String, Object> resource(String logicalId) {
        Object resource = resources().get(logicalId);
        if (resource == null) {
            throw new AssertionError(
                    "there is no " + logicalId + ", only " + resources().keySet());
        }
        return mapping(resource);
    }

    static Map<String, Object> properties(Map<String, Object> resource) {
        return mapping(resource.getOrDefault("Properties", Map.of()));
    }

    /** Every value below, by its path such as {@code Resources.Vpc.Properties.CidrBlock}. */
    Map<String, Object> leaves() {
        Map<String, Object> leaves = new LinkedHashMap<>();
        walk("", content, leaves);
        return leaves;
    }

    private static void walk(String path, Object value, Map<String, Object> leaves) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, each) -> walk(path.isEmpty() ? key.toString() : path + "." + key, each, leaves));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            for (int i = 0; i < list.size(); i++) {
                walk(path + "[" + i + "]", list.get(i), leaves);
            }
        } else {
            leaves.put(path, value);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> mapping(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static <T> List<T> list(Object value) {
        return (List<T>) value;
    }
}
