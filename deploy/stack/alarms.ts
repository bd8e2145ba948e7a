import { Duration, type Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { DeploymentSettings } from '../settings.js';
import type { Cache } from './cache.js';
import type { Service } from './service.js';

export interface Watched {
  readonly service: Service;
  readonly tables: readonly Table[];
  readonly cache: Cache;
  readonly settings: DeploymentSettings;
}

interface Limit {
  readonly metric: IMetric;
  /** Told of when it is more than this in three minutes, one after another. */
  readonly above: number;
  readonly description: string;
}

/** What a person must hear of while an exam runs; each says what to do. */
export function createAlarms(stack: Stack, watched: Watched): void {
  const { alarmEmail } = watched.settings;
  const topic = new Topic(stack, 'Alarms', { enforceSSL: true });
  if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail));
  for (const [name, { metric, above, description }] of Object.entries(limits(watched))) {
    new Alarm(stack, `Alarm-${name}`, {
      metric,
      threshold: above,
      evaluationPeriods: 3,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: description,
    }).addAlarmAction(new SnsAction(topic));
  }
}

function limits({ service, tables, cache }: Watched): Readonly<Record<string, Limit>> {
  const period = Duration.minutes(1);
  return {
    ServerErrors: {
      metric: service.targets.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period }),
      above: 5,
      description: 'Nodes answer with errors. Look for `level` 50 in the log; each answer has its request id.',
    },
    UnhealthyNodes: {
      metric: service.targets.metrics.unhealthyHostCount({ period }),
      above: 0,
      description:
        'A node is not ready; its /readyz says whether the engine, the store or the identity provider is missing.',
    },
    FramesWait: {
      metric: service.queueDepth,
      above: 16,
      description: 'Frames wait for their turn. Allow more nodes (`mostNodes`) if all of them are there already.',
    },
    Warnings: {
      metric: service.logs
        .addMetricFilter('Warnings', {
          filterPattern: FilterPattern.numberValue('$.level', '>=', 40),
          metricNamespace: 'VirtualProctor',
          metricName: 'Warnings',
          metricValue: '1',
        })
        .metric({ statistic: 'Sum', period }),
      above: 10,
      description: 'Nodes report trouble again and again: Rekognition, Redis, DynamoDB or Cognito. The log names it.',
    },
    ...Object.fromEntries(tables.map((table) => [`Throttled-${table.node.id}`, throttling(table, period)])),
    CacheMemory: {
      metric: new Metric({
        namespace: 'AWS/ElastiCache',
        metricName: 'DatabaseMemoryUsagePercentage',
        dimensionsMap: { ReplicationGroupId: cache.replicationGroup.ref },
        statistic: 'Maximum',
        period,
      }),
      above: 80,
      description: 'The cache fills up; when it is full nothing can be appended. Choose larger nodes.',
    },
  };
}

function throttling({ tableName }: Table, period: Duration): Limit {
  const events = (metricName: string) =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: tableName },
      statistic: 'Sum',
      period,
    });
  return {
    metric: new MathExpression({
      expression: 'FILL(reads, 0) + FILL(writes, 0)',
      usingMetrics: { reads: events('ReadThrottleEvents'), writes: events('WriteThrottleEvents') },
      label: 'Requests held back',
      period,
    }),
    above: 0,
    description: 'DynamoDB holds requests back: a table that is new warms up within minutes, a hot key does not.',
  };
}
