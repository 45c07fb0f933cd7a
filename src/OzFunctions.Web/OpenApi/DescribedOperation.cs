using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;
using OzFunctions.Web.Operations;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.OpenApi;

/// <summary>Completes what the generator found out about an operation by its description.</summary>
/// <param name="operation">The operation in the document.</param>
/// <param name="described">Its description.</param>
/// <param name="document">The document.</param>
internal sealed class DescribedOperation(OpenApiOperation operation, DescribedEndpoint described, OpenApiDocument? document)
{
    /// <summary>Completes it.</summary>
    public void Complete()
    {
        operation.OperationId = described.Id;
        operation.Summary = described.Description.Summary;
        operation.Description = described.Description.Details;
        operation.Security = ApiKeys.Of(described.Operation.Level, document);
        operation.Parameters = Parameters() is { Count: > 0 } parameters ? parameters : null;
        if (described.Description.Body is { } body)
        {
            operation.RequestBody = Body(body);
        }

        foreach (var answer in described.Answers)
        {
            Complete((OpenApiResponse)operation.Responses![answer.Status.ToString(CultureInfo.InvariantCulture)], answer);
        }

        var inOrder = operation.Responses!.OrderBy(static response => response.Key, StringComparer.Ordinal).ToList();
        operation.Responses!.Clear();
        inOrder.ForEach(response => operation.Responses.Add(response.Key, response.Value));
    }

    private List<IOpenApiParameter> Parameters()
    {
        var inPath = RoutePatternFactory.Parse(described.Operation.Route).Parameters;
        return
        [
            .. inPath.Select(parameter => Parameter(parameter.Name, ParameterLocation.Path, isRequired: true, described.Description.PathParameter!, new ParameterSchema("string"))),

            // Everyone may read the document, so it does not name the metadata keys of the settings.
            .. described.Operation.Query.With([]).Select(static query => Parameter(query.Name, ParameterLocation.Query, query.IsRequired, query.Description, query.Schema)),
        ];
    }

    // Oz posts an object, or an array of objects. Generators of clients fail on a type that is either.
    private static OpenApiRequestBody Body(DescribedBody body) => new()
    {
        Required = true,
        Description = body.Description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { AnyOf = [AnyObject(), new OpenApiSchema { Type = JsonSchemaType.Array, Items = AnyObject() }] },
                Example = body.Example,
            },
        },
    };

    private void Complete(OpenApiResponse response, Answer answer)
    {
        response.Description = answer.Description;
        var content = response.Content!.Values.Single();
        content.Example = answer.Example;
        if (answer.OtherSchema is { } other)
        {
            content.Schema = new OpenApiSchema { AnyOf = [content.Schema!, new OpenApiSchemaReference(other, document)] };
        }

        if (answer.OtherMediaType is { } mediaType)
        {
            response.Content[mediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }

        if (answer.Status is StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader { Description = "The number of seconds after which to retry.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
            };
        }
    }

    private static OpenApiSchema AnyObject() => new() { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() };

    private static OpenApiParameter Parameter(string name, ParameterLocation place, bool isRequired, string description, ParameterSchema schema) => new()
    {
        Name = name,
        In = place,
        Required = isRequired,
        Description = description,
        Schema = SchemaOf(schema),
    };

    private static OpenApiSchema SchemaOf(ParameterSchema schema) => new()
    {
        Type = Enum.Parse<JsonSchemaType>(schema.Type, ignoreCase: true),
        Format = schema.Format,
        Enum = schema.Words.Count == 0 ? null : [.. schema.Words.Select(static word => (JsonNode)word)],
        Minimum = schema.Minimum?.ToString(CultureInfo.InvariantCulture),
        Maximum = schema.Maximum?.ToString(CultureInfo.InvariantCulture),
        Default = schema.DefaultJson is null ? null : JsonNode.Parse(schema.DefaultJson),
    };
}
