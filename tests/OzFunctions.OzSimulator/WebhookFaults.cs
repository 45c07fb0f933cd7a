namespace OzFunctions.OzSimulator;

/// <summary>Faults in the transport of webhooks.</summary>
/// <param name="Lose">The share of webhooks that are lost, 0 to 1.</param>
/// <param name="Duplicate">The share that are delivered twice, 0 to 1.</param>
/// <param name="Late">The share that arrive after the next one, 0 to 1.</param>
public sealed record WebhookFaults(double Lose, double Duplicate, double Late);
