namespace OzFunctions.Core.Endpoints;

/// <summary>The data of the event <c>endpoint.test</c>.</summary>
/// <param name="Endpoint">The name of the endpoint that is tested.</param>
public sealed record EndpointTestData(string Endpoint);
