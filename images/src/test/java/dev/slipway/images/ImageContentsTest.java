package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageContentsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "usr/lib/python3/dist-packages/pip/_vendor/a.py,/usr/lib/python3/dist-packages/pip,pip",
        "opt/app/lib/pip-23.0.dist-info/METADATA,/opt/app/lib/pip-23.0.dist-info,pip",
        "usr/bin/pip3.11,/usr/bin/pip3.11,pip",
        "usr/lib/python3.11/ensurepip/_bundled/pip.whl,/usr/lib/python3.11/ensurepip,pip's bootstrap",
        "usr/lib/python3/dist-packages/setuptools/command/easy_install.py,"
                + "/usr/lib/python3/dist-packages/setuptools/command/easy_install.py,an installer of packages",
        "usr/bin/gcc,/usr/bin/gcc,a compiler or a part of one",
        "usr/bin/x86_64-linux-gnu-g++-12,/usr/bin/x86_64-linux-gnu-g++-12,a compiler or a part of one",
        "usr/lib/gcc/x86_64-linux-gnu/12/cc1plus,/usr/lib/gcc/x86_64-linux-gnu/12/cc1plus,a compiler or a part of one",
        "opt/java/bin/javac,/opt/java/bin/javac,a compiler or a part of one",
        "usr/bin/clang-14,/usr/bin/clang-14,a compiler or a part of one",
        "var/cache/apt/archives/curl_7_amd64.deb,/var/cache/apt/archives/curl_7_amd64.deb,a cache of apt",
        "var/lib/apt/lists/deb.example.org_dists_main,/var/lib/apt/lists/deb.example.org_dists_main,a cache of apt",
        "home/ada/.cache/pip/http/0/1,/home/ada/.cache,a cache",
        "home/ada/.m2/repository/a/a.jar,/home/ada/.m2,Maven's repository",
        "opt/app/.git/HEAD,/opt/app/.git,a history of sources",
        "opt/app/lib/numpy/core/tests/deep/test_x.py,/opt/app/lib/numpy/core/tests,tests",
        "usr/local/lib/python3.11/site-packages/joblib/test/a_test.py,"
                + "/usr/local/lib/python3.11/site-packages/joblib/test,tests",
        "opt/app/lib/_pytest/main.py,/opt/app/lib/_pytest,a test library",
        "opt/app/lib/hypothesis-6.0.dist-info/METADATA,/opt/app/lib/hypothesis-6.0.dist-info,a test library",
        "opt/app/lib/junit-jupiter-api-6.1.3.jar,/opt/app/lib/junit-jupiter-api-6.1.3.jar,a test library",
        "opt/app/__pycache__/model.cpython-311.pyc,/opt/app/__pycache__,byte code"
    })
    void shouldNameWhatHasNoPlaceInProduction(String path, String found, String what) throws IOException {
        assertThat(scan(new TarCase().file(path, "1234"))).containsExactly(new Finding(found, what, 4, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/bin/python3.11",
                "opt/app/lib/numpy/testing/__init__.py",
                "opt/app/lib/latest/a.py",
                "opt/app/lib/django/test/runner.py",
                "opt/app/lib/pipeline/a.py",
                "opt/app/lib/my-tests-1.jar",
                "opt/app/lib/fork-tests/a.py",
                "opt/model/test/weights.json",
                "sbin/ldconfig",
                "usr/lib/gcc/x86_64-linux-gnu/12/libgcc_s.so",
                "usr/share/make",
                "usr/lib/python3.11/test/support/__init__.py",
                "var/lib/dpkg/status.d/libc6",
                "opt/app/lib/inference-spec.jar"
            })
    void shouldLeaveTheRestAlone(String path) throws IOException {
        assertThat(scan(new TarCase().file(path, "1234"))).isEmpty();
    }

    @Test
    void shouldAddUpAFolderAndSayWhereItCameFrom() throws IOException {
        List<Finding> found = scan(
                new TarCase().file("etc/hello", "1"),
                new TarCase()
                        .file("./opt/app/lib/numpy/tests/test_a.py", "1234")
                        .file("./opt/app/lib/numpy/tests/deep/conftest.py", "12"));

        assertThat(found).containsExactly(new Finding("/opt/app/lib/numpy/tests", "tests", 6, 2));
        assertThat(found.get(0)).hasToString("/opt/app/lib/numpy/tests is tests (1 kB, layer 2)");
        assertThat(found.get(0).isOurs()).isTrue();
    }

    @Test
    void shouldNotCountWhatALaterLayerTakesAway() throws IOException {
        TarCase base = new TarCase()
                .file("usr/bin/gcc", "1")
                .file("usr/bin/make", "1")
                .file("usr/bin/ld", "1")
                .file("root/.cache/pip/a", "1")
                .file("usr/lib/python3/dist-packages/pip/a.py", "1");
        TarCase later = new TarCase()
                .file("usr/bin/.wh.gcc", "")
                .file("root/.cache/.wh..wh..opq", "")
                .file("usr/lib/python3/dist-packages/.wh.pip", "")
                .file("usr/bin/ld", "another");

        assertThat(scan(base, later))
                .containsExactly(
                        new Finding("/usr/bin/ld", "a compiler or a part of one", 7, 2),
                        new Finding("/usr/bin/make", "a compiler or a part of one", 1, 1));
        assertThat(scan(later, base)).hasSize(5);
    }

    @Test
    void shouldCountALinkToACompiler() throws IOException {
        assertThat(scan(new TarCase().link("usr/bin/cc", "/etc/alternatives/cc")))
                .extracting(Finding::path)
                .containsExactly("/usr/bin/cc");
    }

    @Test
    void shouldTakeByteCodeOnlyWhereItHasNoTimeStamp() throws IOException {
        byte[] stamped = new byte[16];
        byte[] hashed = new byte[16];
        hashed[4] = 1;

        assertThat(scan(new TarCase()
                        .file("usr/lib/python3.11/__pycache__/a.pyc", stamped)
                        .file("usr/lib/python3.11/json/__pycache__/b.pyc", hashed)))
                .containsExactly(new Finding(
                        "/usr/lib/python3.11/__pycache__", "byte code with a time stamp, never the same twice", 16, 1));
    }

    private List<Finding> scan(TarCase... layers) throws IOException {
        TarCase image = new TarCase();
        byte[][] tars = new byte[layers.length][];
        StringBuilder names = new StringBuilder();
        for (int at = 0; at < layers.length; at++) {
            tars[at] = layers[at].bytes();
            image.file(at + ".tar", tars[at]);
            names.append(at == 0 ? "" : ",").append("\"" + at + ".tar\"");
        }
        Path tar = image.file("config.json", TarCase.config(tars))
                .file("manifest.json", "[{\"Config\":\"config.json\",\"Layers\":[" + names + "]}]")
                .write(folder.resolve("image.tar"));
        try (ImageTar opened = ImageTar.open(tar)) {
            return ImageContents.scan(opened);
        }
    }
}
