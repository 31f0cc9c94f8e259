package example;

import com.aliyun.ros.cdk.core.App;
import io.github.roscdkglobalregistry.GlobalRegistry;
import io.github.roscdkglobalregistry.NamespaceOptions;
import io.github.roscdkglobalregistry.PrimaryOptions;
import io.github.roscdkglobalregistry.ReplicaOptions;
import java.util.List;

public final class BadNames {
    public static void main(final String[] args) {
        final App app = new App();
        GlobalRegistry.Builder.create(app, "Acme")
                .instanceName("acme")
                .primary(PrimaryOptions.builder().region("eu-central-1").build())
                .replicas(List.of(ReplicaOptions.builder().region("Hangzhou").build()))
                .namespaces(List.of(NamespaceOptions.builder().name("Prod").build()))
                .build();
        app.synth();
    }

    private BadNames() {}
}
