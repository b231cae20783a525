package dev.slipway.predictions;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.postgresql.ssl.WrappedFactory;

/**
 * Trusts Amazon RDS's certificate authorities and no other. The driver makes one for each connection that asks for
 * {@code sslmode=verify-full} and names no {@code sslrootcert}; it checks the host's name itself.
 *
 * <p>{@code rds-ca.pem} holds the root certificates of the regions, which are public; {@code scripts/refresh-rds-ca}
 * fetches them anew.
 */
public final class RdsTrust extends WrappedFactory {
    static final String ROOTS = "rds-ca.pem";

    /** Read once: with SnapStart before the snapshot is taken. */
    private static final SSLSocketFactory FACTORY = trusting();

    public RdsTrust() {
        factory = FACTORY;
    }

    static Collection<? extends Certificate> roots() throws IOException, GeneralSecurityException {
        try (InputStream pem = RdsTrust.class.getResourceAsStream(ROOTS)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
    }

    private static SSLSocketFactory trusting() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate root : roots()) {
                store.setCertificateEntry(Integer.toString(number++), root);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException broken) {
            throw new IllegalStateException(ROOTS + " in the jar cannot be used: " + broken, broken);
        }
    }
}
