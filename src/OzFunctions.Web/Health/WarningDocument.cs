namespace OzFunctions.Web.Health;

/// <summary>Something that a person should look at although webhooks are taken.</summary>
/// <param name="Code">A word that stays: <c>oz_login_stopped</c> or <c>oz_clock_skew</c>.</param>
/// <param name="Detail">What it is, since when, and what to do.</param>
internal sealed record WarningDocument(string Code, string Detail);
