using System.Collections.Immutable;
using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>A table service with scripted responses that records its requests.</summary>
internal sealed class FakeTableService : HttpMessageHandler
{
    private readonly Queue<(HttpStatusCode Status, string Type, string Body, string? Challenge)?> _answers = [];

    public ImmutableList<Asked> Requests { get; private set; } = [];

    public Asked Request => Assert.Single(Requests);

    /// <summary>Creates options for a client of this service that retries without delay.</summary>
    public TableClientOptions Options()
    {
        var options = new TableClientOptions { Transport = new HttpClientTransport(new HttpClient(this, disposeHandler: false)) };
        options.Retry.Delay = TimeSpan.Zero;
        return options;
    }

    public FakeTableService Answer(HttpStatusCode status, string body = "", string type = "application/json", string? challenge = null)
    {
        _answers.Enqueue((status, type, body, challenge));
        return this;
    }

    /// <summary>Scripts a request without a response.</summary>
    public void KeepSilent() => _answers.Enqueue(null);

    /// <summary>Scripts the response to a committed transaction.</summary>
    public FakeTableService AnswerWritten(int rows) => Answer(
        HttpStatusCode.Accepted, BatchAnswer.Of([.. Enumerable.Range(0, rows).Select(static row => BatchAnswer.Written($"W/\"datetime'{row}'\""))]), BatchAnswer.ContentType);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(static header => header.Key, static header => string.Join(',', header.Value));
        Requests = Requests.Add(new Asked(request.Method, request.RequestUri!, headers, body));

        if (_answers.Dequeue() is not var (status, type, text, challenge))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("This request has no response.");
        }

        var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) };
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        answer.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);
        return answer;
    }

    internal sealed record Asked(HttpMethod Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body);
}
