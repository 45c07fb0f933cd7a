using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.OpenApi;

/// <summary>Adds answers to the description of a route.</summary>
internal static class DescribedAnswers
{
    /// <summary>An answer with a document of ours.</summary>
    /// <param name="route">The route.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="description">When it comes.</param>
    /// <param name="type">How its document is written.</param>
    /// <param name="example">An example of it.</param>
    /// <param name="otherSchema">The name of another schema that its body may have.</param>
    /// <param name="otherMediaType">Another media type that it may have, as text.</param>
    /// <typeparam name="T">Its document.</typeparam>
    /// <returns>The route.</returns>
    public static RouteHandlerBuilder Answers<T>(
        this RouteHandlerBuilder route,
        int status,
        string description,
        JsonTypeInfo<T> type,
        T example,
        string? otherSchema = null,
        string? otherMediaType = null) => route
        .Produces<T>(status, "application/json")
        .WithMetadata(new DescribedAnswer(status, description, JsonSerializer.SerializeToNode(example, type)) { OtherSchema = otherSchema, OtherMediaType = otherMediaType });

    /// <summary>An answer with a problem document.</summary>
    /// <param name="route">The route.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The problem's own code.</param>
    /// <param name="description">When it comes.</param>
    /// <param name="field">The parameter or field that it is about, if it is about one.</param>
    /// <returns>The route.</returns>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, int status, string code, string description, string? field = null)
    {
        var problem = new ProblemDocument(null, ReasonPhrases.GetReasonPhrase(status), status, description, code, field, null);
        return route
            .Produces<ProblemDocument>(status, "application/problem+json")
            .WithMetadata(new DescribedAnswer(status, description, Without(JsonSerializer.SerializeToNode(problem, DescribedContext.Default.ProblemDocument)!.AsObject()), status is StatusCodes.Status503ServiceUnavailable));
    }

    /// <summary>The refusals of a route that has these parameters and no others.</summary>
    /// <param name="route">The route.</param>
    /// <param name="query">Its parameters.</param>
    /// <returns>The route.</returns>
    public static RouteHandlerBuilder RefusesParameters(this RouteHandlerBuilder route, RouteQuery query) => route.Refuses(
        StatusCodes.Status400BadRequest,
        "bad_parameter",
        "A query parameter is unknown, wrong, empty or given twice; the answer says which, and what is expected. Or there is a body, where none is taken (`unexpected_body`).",
        query.With([]) is [var first, ..] ? first.Name : "unknown");

    /// <summary>The refusal of a route that needs the storage.</summary>
    /// <param name="route">The route.</param>
    /// <returns>The route.</returns>
    public static RouteHandlerBuilder NeedsStorage(this RouteHandlerBuilder route) =>
        route.Refuses(StatusCodes.Status503ServiceUnavailable, "storage_unavailable", "The storage cannot be reached. Nothing was acknowledged; send it again after the seconds of Retry-After.");

    // As problem documents are really written.
    private static JsonObject Without(JsonObject problem)
    {
        foreach (var name in problem.Where(static member => member.Value is null).Select(static member => member.Key).ToList())
        {
            problem.Remove(name);
        }

        return problem;
    }
}
