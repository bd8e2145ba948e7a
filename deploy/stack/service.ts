import { fileURLToPath } from 'node:url';
import { Duration, type Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import {
  Cluster,
  ContainerImage,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  Secret as InjectedSecret,
  LogDrivers,
} from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { CfnCollection } from 'aws-cdk-lib/aws-rekognition';
import type { DeploymentSettings } from '../settings.js';
import type { Cache } from './cache.js';
import type { Identity } from './identity.js';
import { COLLECTION_ID, TABLE_PREFIX } from './names.js';
import { nodePermissions } from './permissions.js';

export interface ServiceParts {
  readonly vpc: IVpc;
  readonly tables: readonly Table[];
  readonly collection?: CfnCollection;
  readonly identity: Identity;
  readonly cache: Cache;
  readonly settings: DeploymentSettings;
}

export interface Service {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targets: ApplicationTargetGroup;
  readonly fargate: FargateService;
  readonly logs: LogGroup;
  /** Frames that wait for their turn on a node. */
  readonly queueDepth: Metric;
}

const PORT = 4000;

/**
 * Our own engine keeps a processor busy for about an eighth of a second a frame; a node that only asks Rekognition waits
 * for the network most of the time.
 */
const SIZES = {
  embedded: { cpu: 4096, memoryLimitMiB: 8192 },
  cascade: { cpu: 4096, memoryLimitMiB: 8192 },
  rekognition: { cpu: 1024, memoryLimitMiB: 2048 },
} as const;

export function createService(stack: Stack, parts: ServiceParts): Service {
  const { vpc, settings, cache } = parts;
  const logs = new LogGroup(stack, 'Logs', { retention: RetentionDays.ONE_MONTH });
  const nodeAccess = new SecurityGroup(stack, 'NodeAccess', { vpc, allowAllOutbound: false });
  nodeAccess.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'Services of AWS');
  cache.admit(nodeAccess);
  const fargate = new FargateService(stack, 'Nodes', {
    cluster: new Cluster(stack, 'Cluster', { vpc }),
    taskDefinition: taskDefinition(stack, parts, logs),
    desiredCount: settings.nodes.least,
    securityGroups: [nodeAccess],
    assignPublicIp: false,
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
    healthCheckGracePeriod: Duration.minutes(1),
  });
  const { loadBalancer, targets } = publish(stack, vpc, fargate, settings);
  const queueDepth = queueDepthOf(logs);
  scale(fargate, queueDepth, settings);
  return { loadBalancer, targets, fargate, logs, queueDepth };
}

function taskDefinition(stack: Stack, parts: ServiceParts, logs: LogGroup): FargateTaskDefinition {
  const { tables, collection, identity, cache, settings } = parts;
  const task = new FargateTaskDefinition(stack, 'Node', {
    ...SIZES[settings.engine],
    runtimePlatform: { cpuArchitecture: CpuArchitecture.X86_64 },
  });
  for (const statement of nodePermissions(stack, tables, collection)) task.addToTaskRolePolicy(statement);
  task.addContainer('proctor', {
    // Told which, for it is also built on laptops of another kind.
    image: ContainerImage.fromAsset(fileURLToPath(new URL('../..', import.meta.url)), {
      platform: Platform.LINUX_AMD64,
    }),
    portMappings: [{ containerPort: PORT }],
    readonlyRootFilesystem: true,
    user: 'node',
    stopTimeout: Duration.seconds(30),
    logging: LogDrivers.awsLogs({ streamPrefix: 'node', logGroup: logs }),
    environment: {
      ...settings.variables,
      PORT: String(PORT),
      HOST: '0.0.0.0',
      AWS_REGION: stack.region,
      VISION_ENGINE: settings.engine,
      COLLECTION_ID,
      TABLE_PREFIX,
      DYNAMODB_ENDPOINT: 'aws',
      REDIS_URL: cache.url,
      COGNITO_USER_POOL_ID: identity.userPoolId,
      COGNITO_CLIENT_ID: identity.clientId,
      LOG_LOAD_SECONDS: '60',
    },
    secrets: { REDIS_PASSWORD: InjectedSecret.fromSecretsManager(cache.password) },
  });
  return task;
}

function publish(stack: Stack, vpc: IVpc, fargate: FargateService, { certificate }: DeploymentSettings) {
  const loadBalancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', {
    vpc,
    internetFacing: true,
    dropInvalidHeaderFields: true,
    // Less than the nodes keep an idle connection (`keepAliveTimeoutMs`), or a request could be sent to one that they just
    // closed and be answered with 502; more than the silence after which they ping a WebSocket (`heartbeatMs`).
    idleTimeout: Duration.minutes(1),
  });
  loadBalancer.addRedirect();
  const listener = loadBalancer.addListener('Https', {
    port: 443,
    protocol: ApplicationProtocol.HTTPS,
    certificates: [Certificate.fromCertificateArn(stack, 'Certificate', certificate)],
    sslPolicy: SslPolicy.TLS13_RES,
  });
  listener.setAttribute('routing.http.response.strict_transport_security.header_value', 'max-age=31536000');
  const targets = listener.addTargets('Targets', {
    port: PORT,
    protocol: ApplicationProtocol.HTTP,
    targets: [fargate],
    // ECS sends SIGTERM when it is over. Frames are long answered by then; feeds never end by themselves, are cut off, and resume.
    deregistrationDelay: Duration.seconds(20),
    // A node paces the candidates whose frames it has lately seen: with all of them at each node, each would ask for fewer
    // frames than it can look at, and never be busy enough for more nodes. With the cascade it also remembers for itself
    // what Rekognition said. The price is that new nodes get only candidates who come later.
    stickinessCookieDuration: Duration.hours(4),
    healthCheck: {
      path: '/readyz',
      interval: Duration.seconds(10),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      // A minute: nodes that only wait for the cache's other half to take over should not be replaced meanwhile.
      unhealthyThresholdCount: 6,
    },
  });
  return { loadBalancer, targets };
}

/** The nodes log their load once a minute; the log makes the metric. */
function queueDepthOf(logs: LogGroup): Metric {
  const filter = logs.addMetricFilter('QueueDepth', {
    filterPattern: FilterPattern.numberValue('$.queueDepth', '>=', 0),
    metricNamespace: 'VirtualProctor',
    metricName: 'QueueDepth',
    metricValue: '$.queueDepth',
  });
  return filter.metric({ statistic: 'Average', period: Duration.minutes(1) });
}

/** More nodes when frames wait, fewer when hardly any do; the processor says it sooner where the engine is ours. */
function scale(fargate: FargateService, queueDepth: Metric, { nodes }: DeploymentSettings): void {
  const scaling = fargate.autoScaleTaskCount({ minCapacity: nodes.least, maxCapacity: nodes.most });
  scaling.scaleToTrackCustomMetric('QueueDepthScaling', {
    metric: queueDepth,
    targetValue: 4,
    scaleOutCooldown: Duration.minutes(1),
    scaleInCooldown: Duration.minutes(10),
  });
  scaling.scaleOnCpuUtilization('CpuScaling', {
    targetUtilizationPercent: 65,
    scaleOutCooldown: Duration.minutes(1),
    scaleInCooldown: Duration.minutes(10),
  });
}
