package dev.slipway.images.debian;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a program or shared library of 64 bits names in its dynamic section. */
final class Elf {
    private static final int MAGIC = 0x464c457f; // 0x7f "ELF", little-endian
    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final long NEEDED = 1;
    private static final long STRING_TABLE = 5;

    private Elf() {}

    /** File names of the libraries that it loads at its start; none for a file of another kind. */
    static List<String> needed(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() < 64) {
                return List.of();
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN);
            boolean wide = bytes.get(4) == 2 && bytes.get(5) == 1;
            return bytes.getInt(0) == MAGIC && wide ? needed(bytes) : List.of();
        } catch (IndexOutOfBoundsException damaged) {
            throw new IOException(file + ": is no sound ELF file", damaged);
        }
    }

    private static List<String> needed(ByteBuffer bytes) {
        int headers = (int) bytes.getLong(32);
        int size = bytes.getShort(54);
        int count = bytes.getShort(56);
        List<Integer> offsets = new ArrayList<>();
        long strings = -1;
        for (int at = 0; at < count; at++) {
            int header = headers + at * size;
            if (bytes.getInt(header) == DYNAMIC) {
                int start = (int) bytes.getLong(header + 8);
                for (int entry = start; bytes.getLong(entry) != 0; entry += 16) {
                    if (bytes.getLong(entry) == NEEDED) {
                        offsets.add((int) bytes.getLong(entry + 8));
                    } else if (bytes.getLong(entry) == STRING_TABLE) {
                        strings = bytes.getLong(entry + 8);
                    }
                }
            }
        }
        int table = strings < 0 ? 0 : fileOffset(bytes, headers, size, count, strings);
        return offsets.stream().map(offset -> text(bytes, table + offset)).toList();
    }

    private static int fileOffset(ByteBuffer bytes, int headers, int size, int count, long address) {
        for (int at = 0; at < count; at++) {
            int header = headers + at * size;
            long from = bytes.getLong(header + 16);
            if (bytes.getInt(header) == LOAD && address >= from && address < from + bytes.getLong(header + 32)) {
                return (int) (address - from + bytes.getLong(header + 8));
            }
        }
        throw new IndexOutOfBoundsException("no segment holds " + address);
    }

    private static String text(ByteBuffer bytes, int start) {
        int end = start;
        while (bytes.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - start];
        bytes.get(start, text);
        return new String(text, StandardCharsets.US_ASCII);
    }
}
