namespace OzFunctions.Core.Endpoints;

/// <summary>The data of the event <c>endpoint.disabled</c>.</summary>
/// <param name="Endpoint">The name of the endpoint that was disabled.</param>
/// <param name="Because">The reason, in one sentence.</param>
/// <param name="FailingSince">When it started to fail.</param>
/// <param name="DisabledAt">When it was disabled.</param>
public sealed record EndpointDisabledData(string Endpoint, string Because, DateTimeOffset FailingSince, DateTimeOffset DisabledAt);
