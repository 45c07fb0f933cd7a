namespace OzFunctions.Web.Notifications;

/// <summary>An endpoint as it is shown. Of its address only the host: paths may hold keys.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">Its scheme, host and port.</param>
/// <param name="Events">What it wants.</param>
/// <param name="Enabled">False when its deliveries are held.</param>
/// <param name="FailingSince">Since when nothing but failures came back.</param>
/// <param name="DisabledAt">Since when it is disabled.</param>
/// <param name="DisabledBecause">Why.</param>
internal sealed record EndpointDocument(
    string Name,
    string Host,
    IReadOnlyList<string> Events,
    bool Enabled,
    DateTimeOffset? FailingSince,
    DateTimeOffset? DisabledAt,
    string? DisabledBecause);
