package example;

import com.aliyun.ros.cdk.core.App;
import com.aliyun.ros.cdk.core.RosResource;
import com.aliyun.ros.cdk.core.Stack;
import java.util.Map;

public final class BareCore {
    public static void main(final String[] args) {
        final App app = new App();
        final Stack stack = new Stack(app, "acme-eu-central-1");
        RosResource.Builder.create(stack, "Registry")
                .type("ALIYUN::CR::Instance")
                .properties(Map.of("InstanceName", "acme"))
                .build();
        app.synth();
    }

    private BareCore() {}
}
