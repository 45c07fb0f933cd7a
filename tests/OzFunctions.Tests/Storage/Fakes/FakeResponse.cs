using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>A response with a status and, where there is one, an ETag.</summary>
internal sealed class FakeResponse(int status, ETag? etag = null) : Response
{
    public override int Status => status;

    public override bool IsError => status >= 400;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => etag is not null && name == HttpHeader.Names.ETag;

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => etag is { } value ? [new HttpHeader(HttpHeader.Names.ETag, value.ToString("H"))] : [];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = ContainsHeader(name) ? etag!.Value.ToString("H") : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
