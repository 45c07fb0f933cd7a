using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Operations;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.OpenApi;

/// <summary>An operation under one of its methods, as the generator of OpenAPI documents reads it. Nothing is served from here.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Description">Its description.</param>
/// <param name="Id">Its operation id under this method.</param>
/// <param name="Answers">All its answers.</param>
internal sealed record DescribedEndpoint(Operation Operation, Description Description, string Id, IReadOnlyList<Answer> Answers)
{
    /// <summary>The generator describes the parameters of a method of each endpoint. They are described by other means here, so this one has none.</summary>
    public static MethodInfo NoParameters { get; } = ((Action)Nothing).Method;

    /// <summary>All described operations.</summary>
    /// <returns>An endpoint for each method that does something of its own.</returns>
    public static IEnumerable<Endpoint> All() => OperationTable.All.Where(static operation => operation.Describe is not null).SelectMany(static operation =>
    {
        var description = operation.Describe!();
        IReadOnlyList<Answer> answers = [.. description.Answers, .. SharedAnswers(operation)];
        return description.OtherMethods.Prepend(KeyValuePair.Create(operation.Methods[0], description.Id))
            .Select(method => new DescribedEndpoint(operation, description, method.Value, answers).Under(method.Key));
    });

    private static IEnumerable<Answer> SharedAnswers(Operation operation)
    {
        if (operation.Level is not KeyLevel.Anonymous)
        {
            yield return Answer.Refusal(
                StatusCodes.Status401Unauthorized,
                operation.Level is KeyLevel.Admin ? "admin_unauthorized" : "unauthorized",
                "No key, or a wrong one. On Azure the host itself answers so where the function key is wrong, without a body.");

            // All that needs a key uses the storage.
            yield return Answer.NoStorage;
        }

        if (operation.Query != RouteQuery.Anything)
        {
            yield return Answer.Refusal(
                StatusCodes.Status400BadRequest,
                "bad_parameter",
                "A query parameter is unknown, wrong, empty or given twice; the answer says which, and what is expected. Or there is a body, where none is taken (`unexpected_body`).",
                operation.Query.With([]) is [var first, ..] ? first.Name : "unknown");
        }

        yield return Answer.Refusal(StatusCodes.Status500InternalServerError, "fault", "A fault of ours. Nothing was acknowledged.");
    }

    private RouteEndpoint Under(string method)
    {
        var endpoint = new RouteEndpointBuilder(static _ => Task.CompletedTask, RoutePatternFactory.Parse($"/{Operation.Route}"), order: 0)
        {
            Metadata = { this, NoParameters, new HttpMethodMetadata([method]), new TagsAttribute(Description.Tag) },
        };
        foreach (var answer in Answers)
        {
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(answer.Status, answer.Document, [answer.MediaType]));
        }

        return (RouteEndpoint)endpoint.Build();
    }

    private static void Nothing()
    {
    }
}
