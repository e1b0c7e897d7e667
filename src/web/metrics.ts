/** Gauges and counters in Prometheus' text format (exposition format 0.0.4). */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  /** By the value of the one label, or under '' for none. */
  readonly values: ReadonlyMap<string, number>;
  readonly label?: string;
}

export function metricsText(metrics: readonly Metric[]): string {
  return metrics
    .map(({ name, help, type, values, label }) => {
      const lines = [...values].map(([value, count]) =>
        label ? `${name}{${label}=${JSON.stringify(value)}} ${count}` : `${name} ${count}`,
      );
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
    })
    .join('');
}
