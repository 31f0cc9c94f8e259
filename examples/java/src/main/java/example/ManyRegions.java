package example;

import com.aliyun.ros.cdk.core.App;
import io.github.roscdkglobalregistry.GlobalRegistry;
import io.github.roscdkglobalregistry.NamespaceOptions;
import io.github.roscdkglobalregistry.PrimaryOptions;
import io.github.roscdkglobalregistry.ReplicaOptions;
import io.github.roscdkglobalregistry.SyncTrigger;
import java.util.List;

/** One primary, six replicas. Each namespace says what is copied, and "china" exists only where it is needed. */
public final class ManyRegions {
    private static final List<String> MAINLAND = List.of("cn-hangzhou", "cn-beijing", "cn-shenzhen");

    public static void main(final String[] args) {
        final App app = new App();
        GlobalRegistry.Builder.create(app, "Worldwide")
                .instanceName("worldwide")
                .primary(PrimaryOptions.builder()
                        .region("eu-central-1")
                        .periodMonths(12)
                        .autoRenewMonths(12)
                        .build())
                .replicas(List.of(
                        replica("cn-hangzhou").build(),
                        replica("cn-beijing").build(),
                        replica("cn-shenzhen").build(),
                        replica("ap-southeast-1").build(),
                        replica("us-east-1").build(),
                        replica("me-east-1").periodMonths(6).build()))
                .namespaces(List.of(
                        namespace("prod").tagsMatching("v[0-9]+.*").build(),
                        namespace("base").repositoriesMatching("(alpine|debian)").build(),
                        namespace("china").replicateTo(MAINLAND).build(),
                        namespace("drafts").trigger(SyncTrigger.MANUAL).build()))
                .build();
        app.synth();
    }

    private static ReplicaOptions.Builder replica(final String region) {
        return ReplicaOptions.builder().region(region);
    }

    private static NamespaceOptions.Builder namespace(final String name) {
        return NamespaceOptions.builder().name(name);
    }

    private ManyRegions() {}
}
