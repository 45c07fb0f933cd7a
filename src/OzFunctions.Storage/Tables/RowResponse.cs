using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace OzFunctions.Storage.Tables;

/// <summary>The response to the write of one row: a status, and an ETag unless the row was deleted.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="etag">The row's new ETag.</param>
internal sealed class RowResponse(int status, ETag? etag = null) : Response
{
    /// <inheritdoc/>
    public override int Status => status;

    /// <inheritdoc/>
    public override bool IsError => status >= 400;

    /// <inheritdoc/>
    public override string ReasonPhrase => "";

    /// <inheritdoc/>
    public override Stream? ContentStream { get; set; }

    /// <inheritdoc/>
    public override string ClientRequestId { get; set; } = "";

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    /// <inheritdoc/>
    protected override bool ContainsHeader(string name) => etag is not null && name.Equals(HttpHeader.Names.ETag, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override IEnumerable<HttpHeader> EnumerateHeaders() => etag is { } value ? [new HttpHeader(HttpHeader.Names.ETag, value.ToString("H"))] : [];

    /// <inheritdoc/>
    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = ContainsHeader(name) ? etag!.Value.ToString("H") : null;
        return value is not null;
    }

    /// <inheritdoc/>
    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
