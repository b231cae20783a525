package dev.slipway.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.constructs.Construct;

/** The bucket with every run's files. */
final class Artifacts extends Construct {
    private final Bucket bucket;

    Artifacts(Construct scope, String id, Site site) {
        super(scope, id);
        boolean protect = site.environment().protect();
        bucket = Bucket.Builder.create(this, "Bucket")
                .versioned(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .encryption(BucketEncryption.S3_MANAGED)
                .lifecycleRules(lifecycle())
                .removalPolicy(Protection.removal(protect))
                .autoDeleteObjects(!protect)
                .build();
        Protection.pin(bucket, "Artifacts");
        if (protect) {
            bucket.addToResourcePolicy(keepChanges());
        }
    }

    /** What was current when is told by these files alone where the database is not asked: an administrator keeps them, too. */
    private PolicyStatement keepChanges() {
        return PolicyStatement.Builder.create()
                .effect(Effect.DENY)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("s3:DeleteObject", "s3:DeleteObjectVersion"))
                .resources(List.of(bucket.arnForObjects("changes/*")))
                .build();
    }

    IBucket bucket() {
        return bucket;
    }

    /** Runs stay; files are seldom read after a quarter, and what a retry replaced is of no use after a month. */
    private static List<LifecycleRule> lifecycle() {
        return List.of(
                LifecycleRule.builder()
                        .id("infrequent")
                        .prefix("runs/")
                        .transitions(List.of(Transition.builder()
                                .storageClass(StorageClass.INFREQUENT_ACCESS)
                                .transitionAfter(Duration.days(90))
                                .build()))
                        .build(),
                LifecycleRule.builder()
                        .id("replaced")
                        .noncurrentVersionExpiration(Duration.days(30))
                        .expiredObjectDeleteMarker(true)
                        .abortIncompleteMultipartUploadAfter(Duration.days(7))
                        .build());
    }
}
