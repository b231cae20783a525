package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheredRowsTest {
    private static final byte[] NOTHING = {};

    /** A message as the protocol has it. */
    private record Message(char type, byte[] body) {
        void writeTo(DataOutputStream out) throws IOException {
            out.writeByte(type);
            out.writeInt(4 + body.length);
            out.write(body);
        }

        static Message read(ByteBuffer from) {
            char type = (char) from.get();
            byte[] body = new byte[from.getInt() - 4];
            from.get(body);
            return new Message(type, body);
        }
    }

    /** Says its pieces one at a time, and runs into a timeout before a null. */
    private static final class Server extends InputStream {
        private final Deque<byte[]> pieces = new ArrayDeque<>();
        private final Random silent;

        Server(Random silent, byte[]... pieces) {
            this.silent = silent;
            this.pieces.addAll(List.of(pieces));
        }

        @Override
        public int read() {
            throw new AssertionError("one byte alone");
        }

        @Override
        public int read(byte[] to, int at, int length) throws IOException {
            if (silent != null && silent.nextInt(4) == 0) {
                throw new SocketTimeoutException("nothing yet");
            }
            byte[] piece = pieces.poll();
            if (piece == null) {
                return -1;
            }
            int taken = Math.min(length, piece.length);
            System.arraycopy(piece, 0, to, at, taken);
            if (taken < piece.length) {
                pieces.addFirst(Arrays.copyOfRange(piece, taken, piece.length));
            }
            return taken;
        }

        @Override
        public int available() {
            return pieces.isEmpty() ? 0 : pieces.peek().length;
        }
    }

    @Test
    void shouldMakeOneMessageOfRowsThatAreThere() throws IOException {
        byte[] said = bytes(row(1, 2), row(3), row(), row(4, 5, 6), new Message('c', NOTHING));
        assertThat(read(new Server(null, said), NOTHING))
                .isEqualTo(bytes(row(1, 2, 3, 4, 5, 6), new Message('c', NOTHING)));
    }

    @Test
    void shouldGoOnWithWhatTheDriverHasReceived() throws IOException {
        byte[] said = bytes(row(1, 2), row(3, 4));
        byte[] begun = Arrays.copyOf(said, 3);
        byte[] rest = Arrays.copyOfRange(said, 3, said.length);
        assertThat(read(new Server(null, rest), begun)).isEqualTo(bytes(row(1, 2, 3, 4)));
    }

    /** The driver's buffer grows with what it has had to read at once. */
    @Test
    void shouldGoOnWithMoreThanItsOwnBufferHolds() throws IOException {
        byte[] said = bytes(new Message('d', new byte[300_000]), row(1), row(2), new Message('c', NOTHING));
        byte[] together = Arrays.copyOf(new byte[300_000], 300_002);
        together[300_000] = 1;
        together[300_001] = 2;
        assertThat(read(
                        new Server(null, Arrays.copyOfRange(said, said.length - 3, said.length)),
                        Arrays.copyOf(said, said.length - 3)))
                .isEqualTo(bytes(new Message('d', together), new Message('c', NOTHING)));
    }

    @Test
    void shouldNotWaitForRowsThatAreNotThere() throws IOException {
        Server server = new Server(null, bytes(row(1), row(2)), bytes(row(3)));
        GatheredRows rows = new GatheredRows(NOTHING, server, false);
        assertThat(rows.readNBytes(7)).isEqualTo(bytes(row(1, 2)));
        assertThat(rows.available()).as("of the third row").isEqualTo(6);
        assertThat(server.pieces).hasSize(1);
    }

    @Test
    void shouldTellNothingAvailableWhereAMessageIsHalfThere() throws IOException {
        byte[] said = bytes(row(1), row(2));
        byte[] whole = Arrays.copyOf(said, 9);
        GatheredRows rows = new GatheredRows(NOTHING, new Server(null, whole, new byte[] {1}), false);
        assertThat(rows.read()).isEqualTo('d');
        assertThat(rows.available()).isEqualTo(5);
        rows.readNBytes(5);
        assertThat(rows.available()).isZero();
    }

    /** Pieces, timeouts and reads of any length; whatever comes, nothing is lost, doubled or moved past anything else. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldKeepBytesAndOrder(int seed) throws IOException {
        Random random = new Random(seed);
        List<Message> said = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            int length = random.nextInt(200) == 0 ? random.nextInt(400_000) : random.nextInt(60);
            byte[] body = new byte[length];
            random.nextBytes(body);
            said.add(new Message(random.nextInt(20) == 0 ? "CZNSDdd".charAt(random.nextInt(7)) : 'd', body));
        }
        byte[] bytes = bytes(said.toArray(Message[]::new));
        byte[] begun = Arrays.copyOf(bytes, random.nextInt(8192));
        List<byte[]> pieces = new ArrayList<>();
        for (int from = begun.length; from < bytes.length; ) {
            int length = Math.min(bytes.length - from, 1 + random.nextInt(seed % 2 == 0 ? 20 : 20_000));
            pieces.add(Arrays.copyOfRange(bytes, from, from + length));
            from += length;
        }
        byte[] heard = read(new Server(new Random(seed), pieces.toArray(byte[][]::new)), begun);
        assertThat(withRowsTogether(ByteBuffer.wrap(heard)).equals(withRowsTogether(ByteBuffer.wrap(bytes))))
                .as("seed %d: the same rows between the same messages", seed)
                .isTrue();
        assertThat(heard.length).as("headers are what is left out").isLessThan(bytes.length);
    }

    @Test
    void shouldLeaveARowAloneThatIsLargerThanItsBuffer() throws IOException {
        byte[] said = bytes(row(1), new Message('d', new byte[300_000]), row(2), row(3));
        assertThat(read(new Server(null, said), NOTHING))
                .isEqualTo(bytes(row(1), new Message('d', new byte[300_000]), row(2, 3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 0, 3})
    void shouldPassWhatIsNoMessage(int length) throws IOException {
        byte[] said =
                ByteBuffer.allocate(2 + 300_000).put((byte) 'd').putInt(length).array();
        assertThat(read(new Server(null, said), NOTHING)).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 9})
    void shouldPassWhatIsBrokenOff(int there) throws IOException {
        byte[] said = Arrays.copyOf(bytes(row(1, 2, 3, 4, 5, 6)), there);
        assertThat(read(new Server(null, said), NOTHING)).isEqualTo(said);
    }

    @Test
    void shouldThrowWhatTheServersStreamThrows() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
        assertThatThrownBy(() -> new GatheredRows(NOTHING, broken, true).read()).hasMessage("reset");
    }

    private static Message row(int... values) {
        byte[] body = new byte[values.length];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) values[i];
        }
        return new Message('d', body);
    }

    private static byte[] bytes(Message... messages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Message message : messages) {
            message.writeTo(new DataOutputStream(bytes));
        }
        return bytes.toByteArray();
    }

    /** All there is, in reads of several lengths; again after each timeout. */
    private static byte[] read(Server server, byte[] begun) throws IOException {
        GatheredRows rows = new GatheredRows(begun, server, false);
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        for (int i = 0; ; i++) {
            try {
                int length = rows.read(some, 0, i % 3 == 0 ? 1 + i % 50 : some.length);
                if (length < 0) {
                    return heard.toByteArray();
                }
                heard.write(some, 0, length);
            } catch (SocketTimeoutException e) {
                assertThat(e).hasMessage("nothing yet");
            }
        }
    }

    /** What a reader of rows without bounds makes of the messages: their bodies in a row, and all others. */
    private static String withRowsTogether(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder();
        char before = 0;
        while (bytes.hasRemaining()) {
            Message message = Message.read(bytes);
            if (message.type() != 'd' || before != 'd') {
                text.append('\n').append(message.type()).append(' ');
            }
            text.append(new String(message.body(), StandardCharsets.ISO_8859_1));
            before = message.type();
        }
        return text.toString();
    }
}
