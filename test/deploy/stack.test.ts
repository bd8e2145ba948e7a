import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { settingsFrom } from '../../deploy/settings.js';
import { serverLimits } from '../../src/server/limits.js';
import { context, imagesOf, synthesise } from './synthesise.js';

/** Of a policy, as CloudFormation has it. */
interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

describe('what is deployed on AWS', () => {
  let template: Template;

  beforeAll(() => {
    template = synthesise(context);
  }, 120_000);

  function statements(): readonly Statement[] {
    return Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
      (policy): readonly Statement[] => policy['Properties'].PolicyDocument.Statement,
    );
  }

  describe('gives a node no more than it needs:', () => {
    it('each action by its name', () => {
      const actions = statements().flatMap(({ Action }) => Action);
      expect(actions.length).toBeGreaterThan(10);
      expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    });

    it('everything stored on our own resources alone', () => {
      const onEverything = statements().filter(({ Resource }) => JSON.stringify(Resource) === '"*"');
      expect(onEverything.flatMap(({ Action }) => Action).toSorted()).toEqual([
        'ecr:GetAuthorizationToken',
        'rekognition:DetectFaces',
        'rekognition:DetectLabels',
        'rekognition:DetectModerationLabels',
      ]);
    });

    it('no administration of tables, collections or people', () => {
      const actions = statements().flatMap(({ Action }) => Action);
      expect(
        actions.filter((action) => /:(Create|Update(?!Item)|Delete(?!Item|Faces)|Put(?!Item|LogEvents))/.test(action)),
      ).toEqual(['logs:CreateLogStream']);
      expect(actions.filter((action) => action.startsWith('cognito'))).toEqual([]);
    });

    it('nothing of Rekognition where it is not used', () => {
      const json = JSON.stringify(synthesise({ ...context, engine: 'embedded' }).toJSON());
      expect(json).not.toContain('rekognition:');
      expect(json).not.toContain('AWS::Rekognition');
    }, 120_000);
  });

  describe('keeps what it stores:', () => {
    it('each table is encrypted, can be restored to any second of the last weeks, and outlives the stack', () => {
      const tables = Object.values(template.findResources('AWS::DynamoDB::Table'));
      expect(tables.length).toBe(6);
      for (const { Properties, DeletionPolicy } of tables) {
        expect(Properties.SSESpecification).toEqual({ SSEEnabled: true });
        expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
        expect(Properties.DeletionProtectionEnabled).toBe(true);
        expect(DeletionPolicy).toBe('Retain');
      }
    });

    it('what may expire does, and exams do not', () => {
      const tables = Object.values(template.findResources('AWS::DynamoDB::Table'));
      for (const { Properties } of tables) {
        const expected = Properties.TableName.endsWith('exams')
          ? undefined
          : { AttributeName: 'ExpiresAt', Enabled: true };
        expect(Properties.TimeToLiveSpecification).toEqual(expected);
      }
    });

    it('people and their faces outlive the stack', () => {
      for (const type of ['AWS::Cognito::UserPool', 'AWS::Rekognition::Collection']) {
        template.hasResource(type, { DeletionPolicy: 'Retain' });
      }
    });
  });

  describe('shows nobody what is stored:', () => {
    it('the cache is encrypted, behind a password that the template does not hold, and open to nodes alone', () => {
      template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
        TransitEncryptionEnabled: true,
        AtRestEncryptionEnabled: true,
        AuthToken: Match.objectLike({ 'Fn::Join': Match.anyValue() }),
      });
      expect(JSON.stringify(template.toJSON())).toContain('{{resolve:secretsmanager:');
      const admitted = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'));
      const toCache = admitted.filter(({ Properties }) => Properties.FromPort === 6379);
      expect(toCache).toHaveLength(1);
      expect(toCache[0]?.['Properties']).toMatchObject({
        ToPort: 6379,
        SourceSecurityGroupId: Match.anyValue() && expect.anything(),
      });
      expect(toCache[0]?.['Properties'].CidrIp).toBeUndefined();
    });

    it('only the load balancer faces the internet, and only on the ports of the web', () => {
      const open = Object.entries(template.findResources('AWS::EC2::SecurityGroup')).flatMap(([id, { Properties }]) =>
        (Properties.SecurityGroupIngress ?? []).map(
          ({ FromPort }: { FromPort: number }) => `${id.replace(/[0-9A-F]{8}$/, '')} ${FromPort}`,
        ),
      );
      expect(open.toSorted()).toEqual(['LoadBalancerSecurityGroup 443', 'LoadBalancerSecurityGroup 80']);
      template.hasResourceProperties('AWS::ECS::Service', {
        NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
      });
    });

    it('nothing is answered without TLS, but where to find it with', () => {
      template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
        Port: 443,
        Protocol: 'HTTPS',
        Certificates: [{ CertificateArn: context.certificate }],
      });
      template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
        Port: 80,
        DefaultActions: [
          Match.objectLike({ Type: 'redirect', RedirectConfig: Match.objectLike({ Protocol: 'HTTPS' }) }),
        ],
      });
    });

    it('nobody adds themselves to the people, and the pages have no secret', () => {
      template.hasResourceProperties('AWS::Cognito::UserPool', {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      });
      template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
        GenerateSecret: false,
        AllowedOAuthFlows: ['code'],
        CallbackURLs: ['https://proctor.example.org/exam', 'https://proctor.example.org/dashboard'],
      });
    });
  });

  it('runs the container as nobody special, on a disk that it can only read', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ ReadonlyRootFilesystem: true, User: 'node' })],
    });
  });

  it('has the groups that are roles', () => {
    const groups = Object.values(template.findResources('AWS::Cognito::UserPoolGroup'));
    expect(groups.map(({ Properties }) => Properties.GroupName).toSorted()).toEqual([
      'admins',
      'candidates',
      'proctors',
    ]);
  });

  it.each(['cascade', 'embedded', 'rekognition'])(
    'keeps candidates of %s on one node, which paces its own',
    (engine) => {
      synthesise({ ...context, engine }).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
        TargetGroupAttributes: Match.arrayWith([{ Key: 'stickiness.enabled', Value: 'true' }]),
      });
    },
    120_000,
  );

  describe('has a load balancer that suits the nodes:', () => {
    it('it drops a connection before they do, and not before they ping it', () => {
      const [balancer] = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'));
      const attributes: readonly { Key: string; Value: string }[] = balancer?.['Properties'].LoadBalancerAttributes;
      const idleMs = 1000 * Number(attributes.find(({ Key }) => Key === 'idle_timeout.timeout_seconds')?.Value);
      expect(idleMs).toBeLessThan(serverLimits.keepAliveTimeoutMs);
      expect(idleMs).toBeGreaterThan(serverLimits.heartbeatMs);
    });

    it('it asks whether they are ready, and a minute without the cache costs no node', () => {
      template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
        HealthCheckPath: '/readyz',
        HealthCheckIntervalSeconds: 10,
        UnhealthyThresholdCount: 6,
      });
    });

    it('it lets them end what they have begun', () => {
      template.hasResourceProperties('AWS::ECS::TaskDefinition', {
        // The process ends itself after 15 s at the latest.
        ContainerDefinitions: [Match.objectLike({ StopTimeout: 30 })],
      });
    });

    it('it tells browsers to come with TLS from then on', () => {
      template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
        Port: 443,
        ListenerAttributes: [
          { Key: 'routing.http.response.strict_transport_security.header_value', Value: 'max-age=31536000' },
        ],
      });
    });
  });

  it('runs an image for the processors that the nodes have, whoever builds it', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { RuntimePlatform: { CpuArchitecture: 'X86_64' } });
    const images = imagesOf(context);
    expect(images).toEqual([expect.objectContaining({ platform: 'linux/amd64' })]);
  }, 120_000);

  it('has a cache that refuses what it has no room for, and drops nothing', () => {
    template.hasResourceProperties('AWS::ElastiCache::ParameterGroup', {
      CacheParameterGroupFamily: 'valkey8',
      Properties: { 'maxmemory-policy': 'noeviction' },
    });
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      EngineVersion: Match.stringLikeRegexp('^8\\.'),
      CacheParameterGroupName: Match.anyValue(),
    });
  });

  it('lets nodes call out to the cache and to services of AWS alone', () => {
    const [nodeAccess] = Object.values(
      template.findResources('AWS::EC2::SecurityGroup', {
        Properties: { GroupDescription: Match.stringLikeRegexp('NodeAccess') },
      }),
    );
    const outbound: readonly { FromPort: number; ToPort: number }[] = nodeAccess?.['Properties'].SecurityGroupEgress;
    expect(outbound.map(({ FromPort, ToPort }) => [FromPort, ToPort])).toEqual([[443, 443]]);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { FromPort: 6379, ToPort: 6379 });
  });

  it('adds nodes when frames wait', () => {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: Match.objectLike({
        CustomizedMetricSpecification: Match.objectLike({ MetricName: 'QueueDepth', Namespace: 'VirtualProctor' }),
      }),
    });
  });

  it('tells somebody of each alarm, and says what to do', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
    const ours = alarms.filter(({ Properties }) => Properties.AlarmActions?.length === 1);
    expect(ours.length).toBeGreaterThanOrEqual(8);
    for (const { Properties } of ours) expect(Properties.AlarmDescription).toMatch(/\.$/);
  });

  it('watches each node of the cache under the name that CloudWatch has its metrics by', () => {
    const [[groupId, group] = []] = Object.entries(template.findResources('AWS::ElastiCache::ReplicationGroup'));
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
    const watched = alarms
      .filter(({ Properties }) => Properties.MetricName === 'DatabaseMemoryUsagePercentage')
      .map(({ Properties }) => Properties.Dimensions);
    const named = (end: string) => [{ Name: 'CacheClusterId', Value: { 'Fn::Join': ['', [{ Ref: groupId }, end]] } }];
    expect(watched).toEqual([named('-001'), named('-002')]);
    expect(group?.['Properties'].NumCacheClusters).toBe(watched.length);
  });

  it('tells somebody when nodes stay busy, as candidates are paced long before frames pile up', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Period: 300,
      // Of the busiest node: new ones lower the mean, and relieve nobody who sits an exam already.
      Statistic: 'Maximum',
      // Above where nodes are added (65), below where pacing keeps them (80).
      Threshold: 75,
    });
  });

  it('tells somebody when no node is there at all', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'HealthyHostCount',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 2,
      TreatMissingData: 'breaching',
    });
  });

  it('gives nodes the variables that were given', () => {
    const given = synthesise({ ...context, SAMPLE_API: 'on', ALLOWED_ORIGINS: 'https://exams.example.org' });
    given.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        Match.objectLike({
          Environment: Match.arrayWith([
            { Name: 'ALLOWED_ORIGINS', Value: 'https://exams.example.org' },
            { Name: 'SAMPLE_API', Value: 'on' },
          ]),
        }),
      ],
    });
  }, 120_000);

  it('sends the alarms to an address, if one is given', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    const withAddress = synthesise({ ...context, alarmEmail: 'oncall@example.org' });
    withAddress.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'oncall@example.org' });
  }, 120_000);
});

describe('the settings of a deployment', () => {
  it('have defaults for what need not be decided', () => {
    expect(settingsFrom((name) => ({ ...context })[name as keyof typeof context])).toEqual({
      ...context,
      engine: 'cascade',
      nodes: { least: 2, most: 10 },
      variables: {},
    });
  });

  it('are refused with every mistake named', () => {
    const given: Readonly<Record<string, string>> = { domain: 'localhost', engine: 'yolo', nodes: '3', mostNodes: '2' };
    expect(() => settingsFrom((name) => given[name])).toThrow(/domain.*certificate.*engine.*mostNodes/s);
  });

  it('are refused with a certificate of another region, which the load balancer could not use', () => {
    expect(() => settingsFrom((name) => ({ ...context })[name as keyof typeof context], 'us-east-1')).toThrow(
      /certificate.*eu-west-1.*us-east-1/,
    );
    expect(settingsFrom((name) => ({ ...context })[name as keyof typeof context], 'eu-west-1')).toBeDefined();
  });

  it('are refused with variables that no node would start with', () => {
    const given: Readonly<Record<string, string>> = { ...context, SAMPLE_API_EXAM: 'demo', MIN_CONFIDENCE: '101' };
    expect(() => settingsFrom((name) => given[name])).toThrow(/MIN_CONFIDENCE is "101".*SAMPLE_API_EXAM is set/s);
  });
});
