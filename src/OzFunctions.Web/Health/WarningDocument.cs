namespace OzFunctions.Web.Health;

/// <summary>A problem that operators should look into although webhooks are accepted.</summary>
/// <param name="Code">A stable code: <c>oz_login_stopped</c>, <c>oz_clock_skew</c> or <c>warnings_unread</c>.</param>
/// <param name="Detail">What it is, since when, and what to do about it.</param>
internal sealed record WarningDocument(string Code, string Detail);
