param resourceId string
param principalId string

var parts = split(resourceId, '/')
var parent = parts[8]
var name = last(parts)
var type = toLower('${parts[6]}/${parts[length(parts) - 2]}')
var isQueue = type == 'microsoft.servicebus/queues'
var isTopic = type == 'microsoft.servicebus/topics'
var isHub = type == 'microsoft.eventhub/eventhubs'
var isGrid = type == 'microsoft.eventgrid/topics'
var isStorageQueue = type == 'microsoft.storage/queues'

// Each may send, and nothing else.
var roles = {
  'microsoft.servicebus': '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39' // Azure Service Bus Data Sender
  'microsoft.eventhub': '2b629674-e913-4c01-ae53-ef4638d8f975' // Azure Event Hubs Data Sender
  'microsoft.eventgrid': 'd5a91429-5739-47e2-a06b-3470a27159e7' // EventGrid Data Sender
  'microsoft.storage': 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a' // Storage Queue Data Message Sender
}
var grant = {
  roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[toLower(parts[6])])
  principalId: principalId
  principalType: 'ServicePrincipal'
}
var grantName = guid(resourceId, principalId)

resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = if (isQueue || isTopic) {
  name: parent

  resource queue 'queues' existing = if (isQueue) {
    name: name
  }

  resource topic 'topics' existing = if (isTopic) {
    name: name
  }
}

resource hubs 'Microsoft.EventHub/namespaces@2024-01-01' existing = if (isHub) {
  name: parent

  resource hub 'eventhubs' existing = if (isHub) {
    name: name
  }
}

resource grid 'Microsoft.EventGrid/topics@2022-06-15' existing = if (isGrid) {
  name: name
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = if (isStorageQueue) {
  name: parent

  resource service 'queueServices' existing = if (isStorageQueue) {
    name: 'default'

    resource queue 'queues' existing = if (isStorageQueue) {
      name: name
    }
  }
}

resource ofQueue 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (isQueue) {
  scope: bus::queue
  name: grantName
  properties: grant
}

resource ofTopic 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (isTopic) {
  scope: bus::topic
  name: grantName
  properties: grant
}

resource ofHub 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (isHub) {
  scope: hubs::hub
  name: grantName
  properties: grant
}

resource ofGrid 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (isGrid) {
  scope: grid
  name: grantName
  properties: grant
}

resource ofStorageQueue 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (isStorageQueue) {
  scope: account::service::queue
  name: grantName
  properties: grant
}

// A namespace says https://{name}.servicebus.windows.net:443/.
output address string = isGrid
  ? grid!.properties.endpoint
  : isStorageQueue
      ? account!.properties.primaryEndpoints.queue
      : split(split(isHub ? hubs!.properties.serviceBusEndpoint : bus!.properties.serviceBusEndpoint, '/')[2], ':')[0]
