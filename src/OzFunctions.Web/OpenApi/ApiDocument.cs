using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Http;

namespace OzFunctions.Web.OpenApi;

/// <summary>Makes the description of all that is served.</summary>
internal static class ApiDocument
{
    private const string Name = "openapi";

    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Webhooks"] = "Webhooks of Oz, and those that were refused.",
        ["Folders"] = "Folders, their results and their history.",
        ["Deliveries"] = "Deliveries of notifications, and the endpoints that receive them.",
        ["Reconciliation and runs"] = "Reconciliation with Oz, retention, and runs of every kind.",
        ["Service"] = "Health of the service.",
        ["Notifications"] = "Webhooks that this service sends.",
    };

    /// <summary>Makes it.</summary>
    /// <returns>OpenAPI 3.1 as JSON, UTF-8.</returns>
    public static async Task<byte[]> MakeAsync()
    {
        // Services of its own: the generator reads every route and every serializer setting of the process that it is in.
        var services = new ServiceCollection().AddLogging().AddRouting();
        services.AddSingleton<IHostEnvironment>(new GeneratorEnvironment());
        services.AddSingleton<EndpointDataSource>(static _ => new DefaultEndpointDataSource([.. DescribedEndpoint.All(), .. DescribedNotification.All.Select(static notification => notification.ToEndpoint())]));
        services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(DocumentContext.Default, DescribedContext.Default, NotificationDataContext.Default, new DefaultJsonTypeInfoResolver());
        });
        services.AddOpenApi(Name, Configure);
        await using var provider = services.BuildServiceProvider();

        var document = await provider.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
        using var buffer = new MemoryStream();
        await document.SerializeAsJsonAsync(buffer, OpenApiSpecVersion.OpenApi3_1);
        return buffer.ToArray();
    }

    private static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = static type => SchemaNames.Of(type);
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            SchemaNames.Complete(schema, context);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            metadata.OfType<DescribedNotification>().SingleOrDefault()?.Complete(operation);
            if (metadata.OfType<DescribedEndpoint>().SingleOrDefault() is { } described)
            {
                new DescribedOperation(operation, described, context.Document).Complete();
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            document.Info = new OpenApiInfo
            {
                Title = "OzFunctions",
                Version = version.Split('+')[0],
                Description = "Receives the webhooks of Oz Forensics, keeps each folder's result, and tells the bank's systems when it changes.",
                Contact = new OpenApiContact { Name = "The OzFunctions authors" },
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            };
            document.Servers = [new OpenApiServer { Url = Routes.Prefix }];
            foreach (var tag in document.Tags!)
            {
                tag.Description = Tags[tag.Name!];
            }

            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = ApiKeys.Schemes();
            document.Webhooks = DescribedNotification.All.ToDictionary(static notification => notification.Type, notification => Taken(document.Paths, notification.Path));
            return Task.CompletedTask;
        });
    }

    private static IOpenApiPathItem Taken(OpenApiPaths paths, string path) =>
        paths.Remove(path, out var item) ? item : throw new InvalidOperationException($"The generator left out {path}.");

    private sealed class GeneratorEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "OzFunctions";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
