using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OzFunctions.Web.OpenApi;

namespace OzFunctions.Web.Operations;

/// <summary>An answer of an operation.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Description">When it is given.</param>
/// <param name="Document">The type of its body.</param>
/// <param name="MediaType">The media type of its body.</param>
/// <param name="Example">An example of its body.</param>
internal sealed record Answer(int Status, string Description, Type Document, string MediaType, JsonNode Example)
{
    /// <summary>503: the storage cannot be reached.</summary>
    public static Answer NoStorage { get; } = Refusal(
        StatusCodes.Status503ServiceUnavailable,
        "storage_unavailable",
        "The storage cannot be reached. Nothing was acknowledged; send it again after the seconds of Retry-After.");

    /// <summary>The name of another schema that its body may have.</summary>
    public string? OtherSchema { get; init; }

    /// <summary>Another media type that it may have, as text.</summary>
    public string? OtherMediaType { get; init; }

    /// <summary>An answer with a document of ours.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="description">When it is given.</param>
    /// <param name="type">How its document is serialized.</param>
    /// <param name="example">An example of it.</param>
    /// <typeparam name="T">Its document.</typeparam>
    /// <returns>The answer.</returns>
    public static Answer Of<T>(int status, string description, JsonTypeInfo<T> type, T example) =>
        new(status, description, typeof(T), "application/json", JsonSerializer.SerializeToNode(example, type)!);

    /// <summary>An answer with a problem document.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The problem's own code.</param>
    /// <param name="description">When it is given.</param>
    /// <param name="field">The parameter or field that it is about, if it is about one.</param>
    /// <returns>The answer.</returns>
    public static Answer Refusal(int status, string code, string description, string? field = null)
    {
        var problem = new ProblemDocument(null, ReasonPhrases.GetReasonPhrase(status), status, description, code, field, null);
        return new(status, description, typeof(ProblemDocument), "application/problem+json", JsonSerializer.SerializeToNode(problem, DescribedContext.Default.ProblemDocument)!);
    }
}
