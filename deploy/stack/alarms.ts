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
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
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

/** Told of when it is passed in three periods, one after another; a period is a minute where nothing else is said. */
type Limit = { readonly metric: IMetric; readonly description: string } & (
  | { readonly above: number }
  /** No figure at all counts as less, too. */
  | { readonly below: number }
);

/** What a person must hear of while an exam runs; each says what to do. */
export function createAlarms(stack: Stack, watched: Watched): void {
  const { alarmEmail } = watched.settings;
  const topic = new Topic(stack, 'Alarms', { enforceSSL: true });
  if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail));
  for (const [name, limit] of Object.entries(limits(watched))) {
    new Alarm(stack, `Alarm-${name}`, {
      metric: limit.metric,
      evaluationPeriods: 3,
      alarmDescription: limit.description,
      ...whenPassed(limit),
    }).addAlarmAction(new SnsAction(topic));
  }
}

function whenPassed(limit: Limit) {
  return 'above' in limit
    ? {
        threshold: limit.above,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }
    : {
        threshold: limit.below,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      };
}

function limits({ service, tables, cache, settings }: Watched): Readonly<Record<string, Limit>> {
  const period = Duration.minutes(1);
  return {
    ServerErrors: {
      metric: service.targets.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period }),
      above: 5,
      description: 'Nodes answer with errors. Look for the level `error` in the log; each answer has its request id.',
    },
    NobodyAnswers: {
      metric: service.loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period }),
      above: 5,
      description: "The load balancer finds no node that answers. The service's events say why none stays.",
    },
    TooFewNodes: {
      metric: service.targets.metrics.healthyHostCount({ period, statistic: 'Minimum' }),
      below: settings.nodes.least,
      description: "Fewer nodes serve than there should be. The service's events say why one does not start or stay.",
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
    // Candidates are paced before many frames wait, which keeps a node at four fifths. The busiest, since those who sit an
    // exam stay where they are: nodes that come meanwhile only lower the mean.
    BusyNodes: {
      metric: service.fargate.metricCpuUtilization({ period: Duration.minutes(5), statistic: 'Maximum' }),
      above: 75,
      description:
        'A node is at its limit, and asks candidates for fewer frames. Set `nodes` higher before the next exam.',
    },
    Warnings: {
      metric: service.logs
        .addMetricFilter('Warnings', {
          filterPattern: FilterPattern.any(
            ...['warn', 'error', 'fatal'].map((level) => FilterPattern.stringValue('$.level', '=', level)),
          ),
          metricNamespace: 'VirtualProctor',
          metricName: 'Warnings',
          metricValue: '1',
        })
        .metric({ statistic: 'Sum', period }),
      above: 10,
      description: 'Nodes report trouble again and again: Rekognition, Redis, DynamoDB or Cognito. The log names it.',
    },
    ...Object.fromEntries(tables.map((table) => [`Throttled-${table.node.id}`, throttling(table, period)])),
    ...Object.fromEntries(cache.nodeIds.map((id, index) => [`CacheMemory-${index + 1}`, fillingUp(id, period)])),
  };
}

function fillingUp(cacheNodeId: string, period: Duration): Limit {
  return {
    metric: new Metric({
      namespace: 'AWS/ElastiCache',
      metricName: 'DatabaseMemoryUsagePercentage',
      dimensionsMap: { CacheClusterId: cacheNodeId },
      statistic: 'Maximum',
      period,
    }),
    above: 80,
    description: 'The cache fills up; when it is full nothing can be appended. Choose larger nodes.',
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
