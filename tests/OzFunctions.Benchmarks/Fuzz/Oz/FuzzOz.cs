using System.Net;
using OzFunctions.Core;
using OzFunctions.Core.Oz;

namespace OzFunctions.Benchmarks.Fuzz.Oz;

/// <summary>A simulated Oz that returns the responses of one input at a time and checks where each request is sent. Also stores the conditions of the account. Not safe for concurrent use.</summary>
internal sealed class FuzzOz : HttpMessageHandler, IHttpClientFactory, IOzConditionStore
{
    private OzInput _input = null!;

    private const string LoginPath = "/api/authorize/auth/";
    private const string RenewalPath = "/api/authorize/refresh/";

    /// <summary>The address of its API.</summary>
    public const string Url = "https://oz.example";

    /// <summary>The requests so far.</summary>
    public int Requests { get; private set; }

    /// <summary>The method and URL of each request that the client should not have sent.</summary>
    public List<string> Astray { get; } = [];

    /// <summary>The stored conditions.</summary>
    public OzConditions Conditions { get; private set; } = new();

    private string QuestionPath => _input.FolderId is { } id ? $"/api/folders/{id}/" : "/api/folders/";

    /// <summary>Begins with another input.</summary>
    /// <param name="input">What it replies.</param>
    public void Begin(OzInput input)
    {
        (_input, Requests, Conditions) = (input, 0, new OzConditions());
        Astray.Clear();
    }

    /// <inheritdoc/>
    public HttpClient CreateClient(string name) => new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    public Task<Stored<OzConditions>?> FindAsync(string account, CancellationToken cancellationToken) => Task.FromResult<Stored<OzConditions>?>(new Stored<OzConditions>(Conditions, "1"));

    /// <inheritdoc/>
    public Task<bool> TryWriteAsync(string account, OzConditions conditions, string? etag, CancellationToken cancellationToken)
    {
        Conditions = conditions;
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var (path, isQuestion) = (request.RequestUri!.AbsolutePath, request.Method == HttpMethod.Get);
        if (!request.RequestUri.AbsoluteUri.StartsWith(Url, StringComparison.Ordinal) || path != (isQuestion ? QuestionPath : path == RenewalPath ? RenewalPath : LoginPath))
        {
            Astray.Add($"{request.Method} {request.RequestUri}");
        }

        return Task.FromResult(ResponseOf(isQuestion ? _input.Answer : _input.Login));
    }

    private static HttpResponseMessage ResponseOf(OzReply reply)
    {
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { Content = new StreamContent(reply.BreaksOff ? new BrokenStream(reply.Body) : new MemoryStream(reply.Body)) };
        foreach (var (name, value) in reply.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    private sealed class BrokenStream(byte[] body) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : ValueTask.FromException<int>(new IOException("The connection was closed."));
    }
}
