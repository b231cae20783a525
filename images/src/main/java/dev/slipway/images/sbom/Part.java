package dev.slipway.images.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.util.LicenseResolver;

/** Components in the making. */
final class Part {
    private Part() {}

    static Component of(Component.Type type, String group, String name, String version) {
        Component component = new Component();
        component.setType(type);
        component.setGroup(group);
        component.setName(name);
        component.setVersion(version);
        return component;
    }

    /** A file of the image, by its path there. */
    static Component file(String target, Path file) throws IOException {
        Component component = of(Component.Type.FILE, null, target, null);
        component.addHash(sha256(file));
        return component;
    }

    /** Gives a component the name that vulnerability databases know it by; it is also the component's reference. */
    static Component named(Component component, String type, Map<String, String> qualifiers) {
        try {
            PackageURL url = new PackageURL(
                    type,
                    component.getGroup(),
                    component.getName(),
                    component.getVersion(),
                    qualifiers.isEmpty() ? null : new TreeMap<>(qualifiers),
                    null);
            component.setPurl(url.canonicalize());
            component.setBomRef(url.canonicalize());
        } catch (MalformedPackageURLException e) {
            // Names come from jars that anybody made; a part without a package URL is still listed.
            component.setBomRef(component.getName() + "@" + component.getVersion());
        }
        return component;
    }

    /** A licence by its SPDX id where the text, a name or an address, is known; else the text as it is. */
    static LicenseChoice license(String text) {
        LicenseChoice known = LicenseResolver.resolve(text, false);
        if (known != null) {
            return known;
        }
        License license = new License();
        license.setName(text);
        LicenseChoice choice = new LicenseChoice();
        choice.addLicense(license);
        return choice;
    }

    static Hash sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
                bytes.transferTo(OutputStream.nullOutputStream());
            }
            return new Hash(Hash.Algorithm.SHA_256, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
