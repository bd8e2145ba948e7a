import type { Stack } from 'aws-cdk-lib';
import { type IVpc, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnParameterGroup, CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';

export interface Cache {
  /** Without the password. */
  readonly url: string;
  readonly password: Secret;
  /** The ids of its nodes, under which CloudWatch has its metrics: there are none of the replication group. */
  readonly nodeIds: readonly string[];
  /** Whoever is in the group may connect. */
  admit(client: SecurityGroup): void;
}

const PORT = 6379;
const NODES = 2;

/**
 * Valkey, which speaks Redis's protocol: two nodes in two zones, encrypted, behind a password. It holds the newest events
 * of running exams, whose turn it is to write them, and at which node the newest picture of a session is; through it nodes
 * announce events to each other, and show each other pictures. Losing it loses nothing.
 */
export function createCache(stack: Stack, vpc: IVpc): Cache {
  const securityGroup = new SecurityGroup(stack, 'CacheAccess', { vpc, allowAllOutbound: false });
  const password = new Secret(stack, 'CachePassword', {
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
  });
  const subnets = new CfnSubnetGroup(stack, 'CacheSubnets', {
    description: 'Private subnets of the cache',
    subnetIds: vpc.privateSubnets.map(({ subnetId }) => subnetId),
  });
  const parameters = new CfnParameterGroup(stack, 'CacheParameters', {
    cacheParameterGroupFamily: 'valkey8',
    description: 'Refuses to write when it is full',
    // Dropping a key would be noticed by nobody; a refusal is told at /readyz, and by an alarm long before.
    properties: { 'maxmemory-policy': 'noeviction' },
  });
  const replicationGroup = new CfnReplicationGroup(stack, 'Cache', {
    replicationGroupDescription: 'The newest events of running exams',
    engine: 'valkey',
    engineVersion: '8.0',
    cacheNodeType: 'cache.t4g.small',
    numCacheClusters: NODES,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    port: PORT,
    cacheParameterGroupName: parameters.ref,
    cacheSubnetGroupName: subnets.ref,
    securityGroupIds: [securityGroup.securityGroupId],
    atRestEncryptionEnabled: true,
    transitEncryptionEnabled: true,
    // A reference that CloudFormation resolves; the template does not hold the password.
    authToken: password.secretValue.unsafeUnwrap(),
  });
  return {
    url: `rediss://${replicationGroup.attrPrimaryEndPointAddress}:${PORT}`,
    password,
    // As ElastiCache names them: from 001 on, after the group.
    nodeIds: Array.from({ length: NODES }, (_, index) => `${replicationGroup.ref}-00${index + 1}`),
    admit: (client) => securityGroup.connections.allowFrom(client, Port.tcp(PORT)),
  };
}
