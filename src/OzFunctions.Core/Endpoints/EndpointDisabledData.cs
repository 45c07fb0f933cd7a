using OzFunctions.Core.Notifications;

namespace OzFunctions.Core.Endpoints;

/// <summary>The data of <see cref="NotificationTypes.EndpointDisabled"/>.</summary>
internal sealed record EndpointDisabledData(string Endpoint, string Because, string FailingSince, string DisabledAt);
