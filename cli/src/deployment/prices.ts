import { isCredentialProblem } from '../cloud/cloud-error';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import type { DeclaredStack } from '../domain/model';
import type { PlannedStack } from '../domain/plan';
import type { Estimate } from '../domain/records';
import { baseOf } from '../domain/resource-types';
import type { Subscription } from '../domain/subscriptions';

/** A registry that is bought, with its price as far as ROS tells it. */
export interface PricedSubscription extends Subscription {
  readonly stack: DeclaredStack;
  readonly price?: Estimate;
  /** Why its price is not known. */
  readonly unpriced?: string;
}

/** Asks for the price of whatever a plan buys: once for each stack that buys, for others nothing. Nothing is bought by it. */
export async function pricesOf(plan: readonly PlannedStack[], ros: RosClient): Promise<PricedSubscription[]> {
  const buying = plan.filter(({ subscriptions }) => subscriptions.length > 0);
  return (await sideBySide(buying, planned => pricesIn(planned, ros))).flat();
}

async function pricesIn({ stack, subscriptions }: PlannedStack, ros: RosClient): Promise<PricedSubscription[]> {
  const { region, templateBody, parameters } = stack;
  let estimates: readonly Estimate[] = [];
  let failure: string | undefined;
  try {
    estimates = await ros.estimate(region, templateBody, parameters);
  } catch (error) {
    if (isCredentialProblem(error)) {
      throw error;
    }
    failure = (error as Error).message; // a price that is not told, for whatever reason, is no reason to deploy nothing
  }
  return subscriptions.map(subscription => {
    const exact = estimates.find(({ logicalId }) => logicalId === subscription.logicalId);
    const price = exact ?? estimates.find(({ logicalId }) => baseOf(logicalId) === baseOf(subscription.logicalId));
    return price?.amount === undefined
      ? { ...subscription, stack, unpriced: failure ?? price?.note ?? 'ROS tells no price of it.' }
      : { ...subscription, stack, price };
  });
}
