namespace OzFunctions.OzSimulator;

/// <summary>What goes wrong with webhooks on their way.</summary>
/// <param name="Lose">How many of them are lost, 0 to 1.</param>
/// <param name="Duplicate">How many come twice, 0 to 1.</param>
/// <param name="Late">How many come after the one that follows them, 0 to 1.</param>
public sealed record WebhookFaults(double Lose, double Duplicate, double Late);
