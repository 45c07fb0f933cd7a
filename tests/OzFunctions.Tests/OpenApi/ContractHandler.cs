using System.Text.Json.Nodes;

namespace OzFunctions.Tests.OpenApi;

/// <summary>Validates every response in the tests against the server's own OpenAPI document, and fails the test if the response does not match.</summary>
internal sealed class ContractHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly SemaphoreSlim One = new(1);
    private static ApiContract? _contract;

    /// <summary>The contract with the responses seen so far; null before the first response.</summary>
    public static ApiContract? Contract => _contract;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var contract = _contract ?? await ReadAsync(request.RequestUri!, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var problem = contract.Check(request.Method.Method, request.RequestUri!.AbsolutePath, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body);
        Assert.True(problem is null, problem);
        return response;
    }

    // The document is the same in every tested process, except for the metadata keys.
    private async Task<ApiContract> ReadAsync(Uri server, CancellationToken cancellationToken)
    {
        await One.WaitAsync(cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "/api/openapi.json"));
            using var response = _contract is null ? await base.SendAsync(request, cancellationToken) : null;
            return _contract ??= new ApiContract(JsonNode.Parse(await response!.Content.ReadAsStringAsync(cancellationToken))!.AsObject());
        }
        finally
        {
            One.Release();
        }
    }
}
