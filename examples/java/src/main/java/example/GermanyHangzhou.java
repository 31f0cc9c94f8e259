package example;

import com.aliyun.ros.cdk.core.App;
import io.github.roscdkglobalregistry.GlobalRegistry;
import io.github.roscdkglobalregistry.NamespaceOptions;
import io.github.roscdkglobalregistry.PrimaryOptions;
import io.github.roscdkglobalregistry.ReplicaOptions;
import java.util.List;

/**
 * Build an image once in Germany, pull the very same digest in Hangzhou. One Advanced instance in Frankfurt, one Basic
 * instance in Hangzhou, namespace "prod" in both, one rule from the first to the second.
 */
public final class GermanyHangzhou {
    public static void main(final String[] args) {
        final App app = new App();
        GlobalRegistry.Builder.create(app, "Acme")
                .instanceName("acme")
                .primary(PrimaryOptions.builder().region("eu-central-1").build())
                .replicas(List.of(ReplicaOptions.builder().region("cn-hangzhou").build()))
                .namespaces(List.of(NamespaceOptions.builder().name("prod").build()))
                .build();
        app.synth();
    }

    private GermanyHangzhou() {}
}
