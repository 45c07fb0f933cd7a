namespace OzFunctions.Web.Notifications;

/// <summary>An endpoint as it is shown. Of its address only the host: paths may hold keys.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">Its scheme, host and port.</param>
/// <param name="Events">What it wants.</param>
/// <param name="State">How it does: well; failing, so that its deliveries wait; or disabled, so that they are held.</param>
/// <param name="FailingSince">Since when nothing but failures came back.</param>
/// <param name="ProbeAt">When it is tried again while it is failing.</param>
/// <param name="DisabledAt">Since when it is disabled.</param>
/// <param name="DisabledBecause">Why.</param>
internal sealed record EndpointDocument(
    string Name,
    string Host,
    IReadOnlyList<string> Events,
    string State,
    DateTimeOffset? FailingSince,
    DateTimeOffset? ProbeAt,
    DateTimeOffset? DisabledAt,
    string? DisabledBecause);
