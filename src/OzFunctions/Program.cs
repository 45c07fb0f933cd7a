using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using OzFunctions.Storage;
using OzFunctions.Web;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddOzStorage(builder.Configuration).AddOzWeb();
await builder.Build().RunAsync();
