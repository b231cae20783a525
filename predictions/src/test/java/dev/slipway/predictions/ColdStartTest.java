package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own, since it holds for all of one. */
class ColdStartTest {
    /** Tells the providers of cryptography, who proves passwords, and how a number is written in Germany. */
    static final class Told {
        private Told() {}

        public static void main(String[] args) throws NoSuchAlgorithmException {
            ColdStart.prepare();
            System.out.println(String.join(" ", names()));
            System.out.println(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .getProvider()
                    .getName());
            System.out.println(NumberFormat.getInstance(Locale.GERMANY).format(1234.5));
        }
    }

    private static List<String> names() {
        return Stream.of(Security.getProviders()).map(Provider::getName).toList();
    }

    @Test
    void whoProvesPasswordsIsAskedFirstAndNobodyIsLost() throws Exception {
        List<String> expected = new ArrayList<>(names());
        expected.remove("SunJCE");
        expected.add(0, "SunJCE");

        List<String> told = told();

        assertThat(told.get(0)).isEqualTo(String.join(" ", expected));
        assertThat(told.get(1)).isEqualTo("SunJCE");
    }

    @Test
    void noLocalesOfTheWorldAreMade() throws Exception {
        assertThat(told().get(2)).isEqualTo("1,234.5");
    }

    @Test
    void whatIsSetStays() throws Exception {
        assertThat(told("-Djava.locale.providers=CLDR").get(2)).isEqualTo("1.234,5");
    }

    @Test
    void aProviderThatSomebodyPutFirstStaysFirst(@TempDir Path folder) throws Exception {
        Path security = Files.writeString(
                folder.resolve("java.security"),
                "security.provider.1=JdkLDAP\nsecurity.provider.2=SUN\nsecurity.provider.3=SunJCE\n");

        assertThat(told("-Djava.security.properties==" + security).get(0)).isEqualTo("JdkLDAP SUN SunJCE");
    }

    @Test
    void aListWithoutThatProviderStaysAsItIs(@TempDir Path folder) throws Exception {
        Path security = Files.writeString(
                folder.resolve("java.security"), "security.provider.1=SUN\nsecurity.provider.2=SunRsaSign\n");

        assertThat(told("-Djava.security.properties==" + security).get(0)).isEqualTo("SUN SunRsaSign");
    }

    private static List<String> told(String... options) throws IOException, InterruptedException {
        return run(options).lines().toList();
    }

    private static String run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Told.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
