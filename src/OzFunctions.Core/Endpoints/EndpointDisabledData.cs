using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Endpoints;

/// <summary>The data of <see cref="NotificationTypes.EndpointDisabled"/>.</summary>
public sealed record EndpointDisabledData(string Endpoint, string Because, DateTimeOffset FailingSince, DateTimeOffset DisabledAt);
