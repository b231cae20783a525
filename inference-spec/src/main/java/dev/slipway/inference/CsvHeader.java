package dev.slipway.inference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A CSV file's first record: which of its columns hold the fields that are wanted. */
final class CsvHeader {
    private static final String OTHER_DELIMITERS = ";\t|";

    private final String file;
    private final List<String> names;
    private final long line;

    /**
     * @param torn whether text follows a closing quote
     * @throws InferenceException 65 where a name is no UTF-8, torn or stands twice
     */
    CsvHeader(String file, List<byte[]> fields, boolean torn, long line) {
        this.file = file;
        this.line = line;
        if (torn) {
            throw bad("expected a comma or a line end after a closing quote in the header, got text");
        }
        Set<String> seen = new LinkedHashSet<>();
        for (byte[] field : fields) {
            String name = new String(field, StandardCharsets.UTF_8);
            if (!Utf8.isText(field, 0, field.length)) {
                throw bad("the header is not UTF-8 text: " + Cut.quoted(name));
            }
            if (!seen.add(name)) {
                throw bad("column " + Cut.quoted(name) + " stands twice in the header");
            }
        }
        names = List.copyOf(seen);
    }

    int size() {
        return names.size();
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /**
     * For each column of the file the position of its field, or -1 where none is wanted.
     *
     * @throws InferenceException 65 where a field has no column
     */
    int[] positions(List<Field> fields) {
        List<String> missing = new ArrayList<>();
        int[] positions = new int[names.size()];
        Arrays.fill(positions, -1);
        for (int i = 0; i < fields.size(); i++) {
            int column = names.indexOf(fields.get(i).name());
            if (column < 0) {
                missing.add(fields.get(i).name());
            } else {
                positions[column] = i;
            }
        }
        if (!missing.isEmpty()) {
            throw bad("expected the columns "
                    + String.join(", ", fields.stream().map(Field::name).toList())
                    + "; missing " + String.join(", ", missing) + "; the header is "
                    + Cut.quoted(String.join(",", names))
                    + hint(fields));
        }
        return positions;
    }

    /** The columns that nobody wants, in their order. */
    List<String> ignored(int[] positions) {
        List<String> ignored = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < 0) {
                ignored.add(names.get(i));
            }
        }
        return ignored;
    }

    private String hint(List<Field> fields) {
        String header = String.join(",", names);
        for (char delimiter : OTHER_DELIMITERS.toCharArray()) {
            boolean found = header.indexOf(delimiter) >= 0
                    && fields.stream().anyMatch(field -> List.of(header.split(Pattern.quote("" + delimiter)))
                            .contains(field.name()));
            if (found) {
                return "; the fields seem to be separated by " + (delimiter == '\t' ? "tabs" : "\"" + delimiter + '"')
                        + ", expected commas";
            }
        }
        return "";
    }

    private InferenceException bad(String message) {
        return new InferenceException(ExitCode.BAD_DATA, file + ":" + line + ": " + message);
    }
}
