package dev.slipway.desk.aws;

import dev.slipway.desk.Registry;
import dev.slipway.desk.Released;
import dev.slipway.images.registry.GoldenMetrics;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Names;
import dev.slipway.releases.ProjectFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** ECR's release repositories. An image is asked for once, however many environments run it. */
final class CloudRegistry implements Registry {
    private static final List<String> MANIFESTS = List.of(
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json");

    private final EcrClient ecr;
    private final Service service;
    private final ProjectFile project;
    private final Map<String, Optional<Released>> found = new ConcurrentHashMap<>();
    private final Map<ModelName, Boolean> immutable = new ConcurrentHashMap<>();

    CloudRegistry(EcrClient ecr, Service service, ProjectFile project) {
        this.ecr = ecr;
        this.service = service;
        this.project = project;
    }

    @Override
    public String reference(ModelName model, ModelVersion version) {
        return project.registry() + "/" + model + ":" + version;
    }

    @Override
    public Optional<Released> find(ModelName model, ModelVersion version) {
        return found.computeIfAbsent(reference(model, version), reference -> ask(model, version, reference));
    }

    private Optional<Released> ask(ModelName model, ModelVersion version, String reference) {
        BatchGetImageResponse answer = call(
                "for " + reference,
                () -> ecr.batchGetImage(get -> get.registryId(account())
                        .repositoryName(Names.repository(model))
                        .acceptedMediaTypes(MANIFESTS)
                        .imageIds(id(version.toString()), id(GoldenMetrics.tag(version)))));
        for (ImageFailure failure : answer.failures()) {
            if (failure.failureCode() != ImageFailureCode.IMAGE_NOT_FOUND) {
                throw new InferenceException(
                        ExitCode.BAD_CONFIGURATION,
                        service + ", asked for " + reference + ", answers " + failure.failureCodeAsString() + ": "
                                + failure.failureReason());
            }
        }
        Optional<GoldenMetrics> golden = tagged(answer, GoldenMetrics.tag(version))
                .flatMap(artifact -> GoldenMetrics.parse(artifact.imageManifest()));
        return tagged(answer, version.toString()).map(image -> released(model, version, reference, image, golden));
    }

    private static ImageIdentifier id(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }

    private static Optional<Image> tagged(BatchGetImageResponse answer, String tag) {
        return answer.images().stream()
                .filter(image -> image.imageId().imageTag().equals(tag))
                .findFirst();
    }

    private Released released(
            ModelName model, ModelVersion version, String reference, Image image, Optional<GoldenMetrics> golden) {
        ConfigBlob config = ConfigBlob.named(reference, image.imageManifest());
        String url = call(
                        "for the labels of " + reference,
                        () -> ecr.getDownloadUrlForLayer(get -> get.registryId(account())
                                .repositoryName(Names.repository(model))
                                .layerDigest(config.digest())))
                .downloadUrl();
        return new Released(
                version, image.imageId().imageDigest(), config.model(url), Optional.of(isImmutable(model)), golden);
    }

    private boolean isImmutable(ModelName model) {
        return immutable.computeIfAbsent(
                model,
                name -> call(
                                        "how its tags are kept",
                                        () -> ecr.describeRepositories(describe ->
                                                describe.registryId(account()).repositoryNames(Names.repository(name))))
                                .repositories()
                                .get(0)
                                .imageTagMutability()
                        == ImageTagMutability.IMMUTABLE);
    }

    private <T> T call(String what, Supplier<T> call) {
        try {
            return service.ask(what, call);
        } catch (InferenceException failed) {
            if (failed.getCause() instanceof RepositoryNotFoundException) {
                throw new InferenceException(
                        ExitCode.BAD_CONFIGURATION,
                        failed.getMessage() + "; 'cdk deploy Registry' makes one for every model",
                        failed);
            }
            throw failed;
        }
    }

    private String account() {
        return project.registryAccount().id();
    }
}
