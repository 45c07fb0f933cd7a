using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure;
using Azure.Core;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>A response with a status, and optionally an ETag and the service's time.</summary>
internal sealed class FakeResponse(int status, ETag? etag = null, DateTimeOffset? date = null) : Response
{
    private readonly Dictionary<string, string> _headers = new Dictionary<string, string?>
    {
        [HttpHeader.Names.ETag] = etag?.ToString("H"),
        [HttpHeader.Names.Date] = date?.ToString("R", CultureInfo.InvariantCulture),
    }.Where(static header => header.Value is not null).ToDictionary(static header => header.Key, static header => header.Value!, StringComparer.OrdinalIgnoreCase);

    public override int Status => status;

    public override bool IsError => status >= 400;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => _headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers.Select(static header => new HttpHeader(header.Key, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => _headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
