import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { GatewayVpcEndpointAwsService, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { DeploymentSettings } from './settings.js';
import { createAlarms } from './stack/alarms.js';
import { createCache } from './stack/cache.js';
import { createCollection } from './stack/collection.js';
import { createIdentity } from './stack/identity.js';
import { createService } from './stack/service.js';
import { createTables } from './stack/tables.js';

export interface VirtualProctorStackProps extends StackProps, DeploymentSettings {}

/**
 * Everything the product needs in an AWS account: nodes behind a load balancer, tables, a collection of faces, a user pool,
 * and a Redis-compatible cache. What holds data outlives the stack.
 */
export class VirtualProctorStack extends Stack {
  constructor(scope: Construct, id: string, props: VirtualProctorStackProps) {
    super(scope, id, props);
    // Of the private subnets, only calls to Rekognition and Cognito leave, through the one NAT gateway of each of two zones.
    const vpc = new Vpc(this, 'Network', {
      maxAzs: 2,
      natGateways: 2,
      gatewayEndpoints: { DynamoDb: { service: GatewayVpcEndpointAwsService.DYNAMODB } },
    });
    const tables = createTables(this);
    const collection = props.engine === 'embedded' ? undefined : createCollection(this);
    const identity = createIdentity(this, props);
    const cache = createCache(this, vpc);
    const service = createService(this, {
      vpc,
      tables,
      identity,
      cache,
      settings: props,
      ...(collection && { collection }),
    });
    createAlarms(this, { service, tables, cache, settings: props });

    new CfnOutput(this, 'LoadBalancerName', { value: service.loadBalancer.loadBalancerDnsName });
    new CfnOutput(this, 'UserPoolId', { value: identity.userPoolId });
    new CfnOutput(this, 'ClientId', { value: identity.clientId });
    new CfnOutput(this, 'SignInUrl', { value: identity.signInUrl });
  }
}
