using OzFunctions.Web.OpenApi;

namespace OzFunctions.Web.Operations;

/// <summary>How the OpenAPI document describes an operation. Its path and query parameters, and the answers that many operations share, are added there.</summary>
/// <param name="Tag">The group that it belongs to.</param>
/// <param name="Id">The operation id: the name of the method in a generated client.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Answers">Its answers.</param>
internal sealed record Description(string Tag, string Id, string Summary, params IReadOnlyList<Answer> Answers)
{
    /// <summary>What it does, in sentences.</summary>
    public string? Details { get; init; }

    /// <summary>What the parameter in its path is; null where its path has none.</summary>
    public string? PathParameter { get; init; }

    /// <summary>The body of its requests; null where none is accepted.</summary>
    public DescribedBody? Body { get; init; }

    /// <summary>Ids of the same operation under other methods, by the method.</summary>
    public IReadOnlyDictionary<string, string> OtherMethods { get; init; } = new Dictionary<string, string>();
}
